package dev.skillwire.wire;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import dev.skillwire.core.Snapshot;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A snapshot of the state as bytes, so that recovery need not read the whole log. Not a contract:
/// a checkpoint of another version is passed over, and the log is read from its beginning.
public final class CheckpointCodec {

  /// Changes whenever the shape of the state does.
  private static final int VERSION = 2;

  private record Versioned(int version, Snapshot snapshot) {}

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .changeDefaultVisibility(
              all ->
                  all.withFieldVisibility(JsonAutoDetect.Visibility.ANY)
                      .withGetterVisibility(JsonAutoDetect.Visibility.NONE)
                      .withIsGetterVisibility(JsonAutoDetect.Visibility.NONE))
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private CheckpointCodec() {}

  public static byte[] write(Snapshot snapshot) {
    return MAPPER.writeValueAsBytes(new Versioned(VERSION, snapshot));
  }

  /// Empty when these bytes are of another version.
  public static Optional<Snapshot> read(byte[] bytes) {
    try {
      var read = MAPPER.readValue(bytes, Versioned.class);
      // The text "null" is read as null.
      return read != null && read.version() == VERSION
          ? Optional.of(read.snapshot())
          : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}
