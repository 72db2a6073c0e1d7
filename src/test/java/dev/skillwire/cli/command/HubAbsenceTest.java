package dev.skillwire.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.cli.base.Surroundings;
import dev.skillwire.client.Message;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HubAbsenceTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void isToldOnceAndSoIsItsEnd() throws Exception {
    var absence = new HubAbsence(around());
    absence.opened(Message.parse("{\"type\":\"connected\"}"));
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    absence.lost("the hub ends", Duration.ofSeconds(1));
    absence.lost("nothing answers", Duration.ofSeconds(2));
    absence.opened(Message.parse("{\"type\":\"connected\"}"));
    absence.opened(Message.parse("{\"type\":\"resync\"}"));
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines(
            """
            The connection to the hub is lost (the hub ends). Waiting for the hub to come back; the question is asked again then.
            The hub is back; waiting for the answer.
            """);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  private Surroundings around() {
    return new Surroundings(
        new ByteArrayInputStream(new byte[0]),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        Map.of(),
        Path.of("/"),
        Path.of("/"),
        false,
        () -> false,
        InstantSource.system());
  }
}
