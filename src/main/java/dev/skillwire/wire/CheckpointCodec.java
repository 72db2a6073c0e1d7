package dev.skillwire.wire;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import dev.skillwire.core.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A snapshot of the state as bytes, so that recovery need not read the whole log. Not a contract for
/// others, but each version reads those of the versions before it: an open question or a rule may be
/// older than the oldest record that the log still holds.
public final class CheckpointCodec {

  /// Changes whenever the shape of the state does.
  private static final int VERSION = 5;

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

  /// Empty when these bytes are of a version that is not known.
  public static Optional<Snapshot> read(byte[] bytes) {
    try {
      // A tree of a large state would take several times its bytes.
      var read =
          isCurrent(bytes)
              ? MAPPER.readValue(bytes, Versioned.class)
              : MAPPER.treeToValue(current(MAPPER.readTree(bytes)), Versioned.class);
      // The text "null" is read as null.
      return read != null && read.version() == VERSION
          ? Optional.of(read.snapshot())
          : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static boolean isCurrent(byte[] bytes) {
    var beginning = ("{\"version\":" + VERSION + ",").getBytes(StandardCharsets.US_ASCII);
    return bytes.length > beginning.length && Arrays.mismatch(bytes, beginning) == beginning.length;
  }

  private static JsonNode current(JsonNode read) {
    if (read instanceof ObjectNode checkpoint
        && checkpoint.get("snapshot") instanceof ObjectNode snapshot) {
      int version = checkpoint.path("version").asInt(0);
      if (version == 1) {
        CheckpointUpgrade.from1(snapshot);
      }
      if (version == 1 || version == 2) {
        CheckpointUpgrade.from2(snapshot);
      }
      if (version >= 1 && version < 4) {
        CheckpointUpgrade.from3(snapshot);
      }
      if (version >= 1 && version < VERSION) {
        CheckpointUpgrade.from4(snapshot);
        checkpoint.put("version", VERSION);
      }
    }
    return read;
  }
}
