package dev.skillwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.cli.base.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DaemonCommandTest extends CommandsUnderTest {

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        home.resolve("greet.yaml"),
        """
        steps:
          - name: greet
            run: echo hello
        """);
    write("cron: '30 9 * * *', time_zone: Europe/Berlin");
  }

  private void write(String schedule) throws IOException {
    Files.writeString(
        home.resolve("daemon.yaml"),
        "schedules: [{name: morning, skill: greet.yaml, "
            + schedule
            + "}]\n"
            + "webhooks: [{name: ci, skill: greet.yaml, secret_env: HOOK}]\n");
    environment.put("HOOK", "0123456789abcdef");
  }

  @Test
  void checksItsFileAndStartsNothing() throws IOException {
    assertThat(run("", "daemon", "--check", "daemon.yaml")).isEqualTo(ExitCode.OK);
    assertThat(err()).contains("is fine: 2 entries");

    write("cron: '30 25 * * *'");
    assertThat(run("", "daemon", "--check", "daemon.yaml")).isEqualTo(ExitCode.NO_INPUT);
    assertThat(err()).contains("daemon.yaml:1:54: this is no cron expression");
    assertThat(requests).isEmpty();
  }

  @Test
  void looksInTheConfigDirectory() {
    assertThat(run("", "daemon", "--check")).isEqualTo(ExitCode.NO_INPUT);
    assertThat(err()).contains(".config/skillwire/daemon.yaml: there is no such file");
  }

  @Test
  void listsWhatComesNext() {
    assertThat(run("", "schedule", "ls", "daemon.yaml", "--next", "2")).isEqualTo(ExitCode.OK);
    assertThat(out())
        .contains("morning  schedule 30 9 * * * Europe/Berlin\n    runs ", "ci  webhook")
        .containsPattern("next \\w{3} \\d{4}-\\d\\d-\\d\\d 09:30 CES?T")
        .doesNotContain("last");
    assertThat(out().lines().filter(line -> line.contains("next"))).hasSize(2);
    assertThat(requests).isEmpty();
  }

  @Test
  void listsForAProgram() {
    assertThat(run("", "schedule", "daemon.yaml", "--json")).isEqualTo(ExitCode.OK);
    assertThat(out())
        .contains(
            "\"name\":\"morning\",\"source\":\"cron\"",
            "\"cron\":\"30 9 * * *\",\"time_zone\":\"Europe/Berlin\",\"missed\":\"skip\",\"next\":[\"2",
            "\"source\":\"api\"",
            "\"path\":\"/hooks/ci\"",
            "\"last\":null");
    assertThat(run("", "schedule", "daemon.yaml", "--next", "101")).isEqualTo(ExitCode.USAGE);
  }
}
