package dev.skillwire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.core.Event;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RepairsTest extends RunFixture {

  @Nested
  class ARepair {

    @Test
    void isToldWithOneIdAndTheStepEndsWell() throws Exception {
      var result =
          run(
              "heal:",
              "- pattern: \"cannot create ([^:]+)/[^/:]+:|([^: ]+)/[^/:]+: No such file\"",
              "  error_type: missing_directory",
              "  fix: mkdir -p {{ (match[1] or match[2]) | sh }}",
              "steps:",
              "- {run: echo hi > deep/er/file, on_error: auto_heal}");
      assertThat(result.error()).isNull();
      assertThat(directory.resolve("deep/er/file")).hasContent("hi");
      assertThat(hub.story())
          .containsExactly(
              "started",
              "step_started 0",
              "heal_triggered",
              "heal_completed true",
              "step_completed 0",
              "completed");
      var triggered = only(Event.HealTriggered.class);
      var completed = only(Event.HealCompleted.class);
      assertThat(triggered.errorType()).isEqualTo("missing_directory");
      assertThat(triggered.fixAction()).isEqualTo("mkdir -p 'deep/er'");
      assertThat(completed.healId()).isEqualTo(triggered.healId());
      assertThat(completed.fixAction()).isEqualTo(triggered.fixAction());
    }

    @Test
    void thatDoesNotHelpFailsTheStepWithTheSecondError() throws Exception {
      var result =
          run(
              "heal: [{pattern: first, error_type: t, fix: 'touch fixed'}]",
              "steps:",
              "- {run: 'if test -e fixed; then echo second >&2; else echo first >&2; fi; exit 1', on_error: auto_heal}");
      assertThat(result.error()).isEqualTo("exit code 1: second");
      assertThat(hub.story())
          .endsWith("heal_triggered", "heal_completed false", "step_failed 0", "failed FAILED");
    }

    @Test
    void thatFailsItselfSaysSo() throws Exception {
      var result =
          run(
              "heal: [{pattern: first, error_type: t, fix: exit 9}]",
              "steps:",
              "- {run: 'echo first >&2; exit 1', on_error: auto_heal}");
      assertThat(result.error()).isEqualTo("The repair 'exit 9' failed: exit code 9");
      assertThat(hub.story()).endsWith("heal_completed false", "step_failed 0", "failed FAILED");
    }

    @Test
    void isNotTriedForAnUnknownFault() throws Exception {
      run("steps:", "- {run: 'echo strange >&2; exit 1', on_error: auto_heal}");
      assertThat(hub.story())
          .containsExactly("started", "step_started 0", "step_failed 0", "failed FAILED");
    }
  }
}
