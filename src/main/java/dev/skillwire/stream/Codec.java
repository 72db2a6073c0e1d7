package dev.skillwire.stream;

import dev.skillwire.core.Event;
import dev.skillwire.core.Snapshot;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/// How events and states become bytes. The stream moves bytes; what is in them is the wire's affair.
public interface Codec {

  /// The word of an event's type.
  String kind(Event event);

  /// What clients are sent and the log keeps.
  byte[] body(long sequence, Instant at, Event event);

  /// What the log alone keeps; may be empty.
  byte[] secret(Event event);

  /// The reverse of [#body] and [#secret].
  ///
  /// @throws IOException when these bytes are no event
  Event event(byte[] body, byte[] secret) throws IOException;

  byte[] checkpoint(Snapshot snapshot);

  /// Empty when these bytes are a checkpoint of another version.
  Optional<Snapshot> checkpoint(byte[] bytes);
}
