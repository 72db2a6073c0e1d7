package dev.skillwire.stream;

import dev.skillwire.core.Event;
import dev.skillwire.core.Snapshot;
import dev.skillwire.wire.BadMessage;
import dev.skillwire.wire.CheckpointCodec;
import dev.skillwire.wire.EventReader;
import dev.skillwire.wire.EventWriter;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/// The bytes that the program itself uses.
public final class WireBytes implements Codec {

  @Override
  public String kind(Event event) {
    return EventWriter.kind(event);
  }

  @Override
  public byte[] body(long sequence, Instant at, Event event) {
    return EventWriter.write(sequence, at, event);
  }

  @Override
  public byte[] secret(Event event) {
    return EventWriter.secret(event);
  }

  @Override
  public Event event(byte[] body, byte[] secret) throws IOException {
    try {
      return EventReader.read(body, secret);
    } catch (BadMessage e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public byte[] checkpoint(Snapshot snapshot) {
    return CheckpointCodec.write(snapshot);
  }

  @Override
  public Optional<Snapshot> checkpoint(byte[] bytes) {
    return CheckpointCodec.read(bytes);
  }
}
