package dev.skillwire.log;

import java.util.Arrays;

/// The state of whoever reads the log, as it was after one record. Recovery starts here and reads the rest.
///
/// @param sequence newest record that `state` contains; 0 when it contains none
/// @param state opaque bytes; never changed once the checkpoint exists
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode below treat the array as a value
public record Checkpoint(long sequence, byte[] state) {

  @Override
  public boolean equals(Object other) {
    return other instanceof Checkpoint that
        && sequence == that.sequence
        && Arrays.equals(state, that.state);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(sequence) * 31 + Arrays.hashCode(state);
  }

  @Override
  public String toString() {
    return "Checkpoint[" + sequence + ", " + state.length + " bytes]";
  }
}
