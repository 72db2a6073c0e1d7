package dev.skillwire.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class AsyncApiTest {

  private static final Path SERVED = Path.of("src/main/resources/dev/skillwire/net/asyncapi.yaml");

  /// After a change of the catalogue: run this test with `-Dskillwire.write=true`.
  @Test
  void whatIsServedIsMadeFromTheCatalogue() throws IOException {
    if (Boolean.getBoolean("skillwire.write")) {
      Files.createDirectories(SERVED.getParent());
      Files.writeString(SERVED, AsyncApi.text());
    }
    assertThat(Files.readString(SERVED)).isEqualTo(AsyncApi.text());
  }

  @Test
  void whatIsServedNamesEveryType() throws IOException {
    var document = map(load(Files.readString(SERVED)));
    assertThat(document.get("asyncapi")).isEqualTo("3.0.0");
    var words =
        map(map(document.get("components")).get("messages")).keySet().stream()
            .map(Object::toString)
            .toList();
    assertThat(words)
        .contains("connected", "resync", "ack", "error", "heartbeat_ack")
        .contains("heartbeat", "subscribe", "confirmation_response", "request_confirmation");
    for (var entry : Catalogue.entries()) {
      assertThat(words).contains(entry.word());
      boolean asked = entry.word().equals("confirmation_required");
      assertThat(words.contains("publish_" + entry.word()))
          .as(entry.word())
          .isEqualTo(entry.published() && !asked);
    }
  }

  static Map<?, ?> map(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new AssertionError("not a map: " + value);
  }

  static Object load(String yaml) {
    return new Load(LoadSettings.builder().build()).loadFromString(yaml);
  }
}
