package dev.skillwire.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skillwire.app.Settings;
import dev.skillwire.cli.base.CommandFailure;
import dev.skillwire.cli.base.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A real skill on a hub of its own, as `skillwire run` shows it.
@Timeout(120)
class SkillExecutionTest {

  private static final String SKILL =
      """
      name: greet
      steps:
        - name: ask
          confirm:
            prompt: Greet?
            options: ['yes', 'no']
        - name: greet
          run: echo hello
          output: greeting
      outputs:
        found: "{{ greeting }}"
      """;

  @TempDir Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Surroundings around() {
    return new Surroundings(
        new ByteArrayInputStream(new byte[0]),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        Map.of("XDG_STATE_HOME", directory.toString()),
        directory,
        directory,
        false,
        () -> false,
        InstantSource.system());
  }

  @Test
  void isShownAnsweredAndItsFindingsPrinted() throws Exception {
    var file = Files.writeString(directory.resolve("greet.yaml"), SKILL);
    var around = around();
    try (var hub = EmbeddedHub.start(Settings.of(0, null).withoutDesktop())) {
      var skill = SkillExecution.load(file);
      var execution = SkillExecution.of(skill, Map.of(), hub.server().hubPort("test"), around);
      try (var live = LiveRun.open(around, hub.access(), execution, "yes")) {
        assertThat(live.follow()).isZero();
      }
      Findings.print(execution.result().join(), false, around.out(), around.err());
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("found: hello");
  }

  @Test
  void needsRulesOfRepairThatCanBeUsed() throws Exception {
    Files.createDirectories(directory.resolve(".config/skillwire"));
    Files.writeString(
        directory.resolve(".config/skillwire/heals.yaml"), "heal:\n- {pattern: x, fixx: y}\n");
    var skill = SkillExecution.load(Files.writeString(directory.resolve("greet.yaml"), SKILL));

    try (var hub = EmbeddedHub.start(Settings.of(0, null).withoutDesktop())) {
      var port = hub.server().hubPort("test");
      assertThatThrownBy(() -> SkillExecution.of(skill, Map.of(), port, around()))
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("heals.yaml:2:16: a rule of 'heal' has no 'fixx'");
    }
  }

  @Test
  void needsAFileThatIsThere() {
    assertThatThrownBy(() -> SkillExecution.load(directory.resolve("none.yaml")))
        .isInstanceOf(CommandFailure.class);
  }
}
