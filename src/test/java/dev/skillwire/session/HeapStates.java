package dev.skillwire.session;

import dev.skillwire.core.Snapshot;
import dev.skillwire.wire.SnapshotWriter;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.function.Consumer;

/// States without buffers of a transport.
public final class HeapStates implements States {

  private record Moment(Snapshot snapshot) implements Text {
    @Override
    public void release() {}
  }

  @Override
  public void text(Snapshot snapshot, Consumer<Text> then) {
    then.accept(new Moment(snapshot));
  }

  /// The whole message that ends with a state.
  public static byte[] message(byte[] head, Text state) {
    var out = new ByteArrayOutputStream();
    SnapshotWriter.state(out, state.snapshot());
    var rest = out.toByteArray();
    rest[0] = ',';
    var whole = Arrays.copyOf(head, head.length + rest.length);
    System.arraycopy(rest, 0, whole, head.length, rest.length);
    return whole;
  }
}
