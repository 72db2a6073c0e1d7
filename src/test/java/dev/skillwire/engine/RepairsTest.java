package dev.skillwire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.core.Event;
import dev.skillwire.engine.heal.Ledger;
import dev.skillwire.engine.skill.HealRules;
import dev.skillwire.engine.skill.SkillLoader;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @Test
    void followsOnAnotherForAnotherKnownFault() throws Exception {
      var result =
          run(
              "heal: [{pattern: no a, fix: touch a}, {pattern: no b, fix: touch b}]",
              "steps:",
              "- {run: 'test -e a || { echo no a >&2; exit 1; }; test -e b || { echo no b >&2; exit 1; }', on_error: auto_heal}");

      assertThat(result.error()).isNull();
      assertThat(hub.story())
          .containsSubsequence(
              "heal_triggered", "heal_completed false", "heal_triggered", "heal_completed true");
    }

    @Test
    void isNotTriedAgainWhenItDidNotHelp() throws Exception {
      run(
          "heal: [{pattern: broken, fix: echo x >> fixed}]",
          "steps:",
          "- {run: 'echo broken $(date +%N) >&2; exit 1', on_error: auto_heal}");

      assertThat(Files.readAllLines(directory.resolve("fixed"))).hasSize(1);
      assertThat(hub.events(Event.HealTriggered.class)).hasSize(1);
    }

    @Test
    void isTriedOnlySoOftenInARun() throws Exception {
      run(
          "heal: [{pattern: broken, fix: 'echo x >> fixed; touch ok', times: 1}]",
          "steps:",
          "- {run: 'test -e ok || { echo broken >&2; exit 1; }', on_error: auto_heal}",
          "- {run: rm ok}",
          "- {run: 'test -e ok || { echo broken >&2; exit 1; }', on_error: auto_heal}");

      assertThat(Files.readAllLines(directory.resolve("fixed"))).hasSize(1);
      assertThat(hub.events(Event.StepProgress.class))
          .anySatisfy(e -> assertThat(e.message()).contains("this run has tried"));
    }

    @Test
    void mayBeAnotherSkill() throws Exception {
      Files.writeString(directory.resolve("fix.yaml"), "name: fix\nsteps: [{run: touch ok}]\n");
      Files.writeString(
          directory.resolve("it.yaml"),
          "heal: [{pattern: broken, skill: fix.yaml}]\nsteps: [{run: 'test -e ok || { echo broken >&2; exit 1; }', on_error: auto_heal}]\n");
      var result = start(RunOptions.manual(RUN, directory));

      assertThat(result.error()).isNull();
      assertThat(only(Event.HealTriggered.class).fixAction()).isEqualTo("skill fix.yaml");
      assertThat(hub.events(Event.SkillStarted.class).getLast().parent()).isEqualTo(RUN);
    }

    @Test
    void mayBeAPerson() throws Exception {
      hub.answering(
          question -> {
            try {
              Files.writeString(directory.resolve("ok"), "");
            } catch (java.io.IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
            return "retry_with_fix";
          });
      var result =
          run(
              "steps:",
              "- {run: 'test -e ok || { echo HTTP 401 Unauthorized >&2; exit 1; }', on_error: auto_heal}");

      assertThat(result.error()).isNull();
      assertThat(only(Event.ConfirmationRequired.class).question().prompt())
          .contains("401 Unauthorized", "Log in again");
      assertThat(only(Event.HealTriggered.class).errorType()).isEqualTo("auth");
      assertThat(hub.story()).containsSubsequence("heal_triggered", "asked", "heal_completed true");
    }

    @Test
    void isAskedForOnceNobodyTrustsItAnyMore() throws Exception {
      Files.writeString(
          directory.resolve("it.yaml"),
          "heal: [{pattern: broken, fix: touch fixed}]\nsteps: [{run: 'echo broken >&2; exit 1', on_error: auto_heal}]\n");
      var ledger = Ledger.inMemory();
      var options = RunOptions.manual(RUN, directory).healing(HealRules.none(), ledger);
      hub.answering(_ -> "let_claude");
      for (int i = 0; i < Ledger.DISTRUST_AFTER; i++) {
        start(options);
      }
      assertThat(hub.events(Event.ConfirmationRequired.class)).isEmpty();
      Files.delete(directory.resolve("fixed"));
      start(options);

      assertThat(only(Event.ConfirmationRequired.class).question().prompt())
          .contains("'touch fixed' did not help the last 3 times");
      assertThat(directory.resolve("fixed")).doesNotExist();
      assertThat(ledger.all()).hasSize(3).noneMatch(Ledger.Entry::success);
    }

    @Test
    void restsForItsCooldown() throws Exception {
      Files.writeString(
          directory.resolve("it.yaml"),
          "heal: [{pattern: broken, fix: touch ok, cooldown: 1h}]\nsteps: [{run: 'test -e ok || { echo broken >&2; exit 1; }', on_error: auto_heal}]\n");
      var options = RunOptions.manual(RUN, directory).healing(HealRules.none(), Ledger.inMemory());
      assertThat(start(options).error()).isNull();
      Files.delete(directory.resolve("ok"));

      assertThat(start(options).error()).contains("broken");
      assertThat(hub.events(Event.HealTriggered.class)).hasSize(1);
    }

    private RunResult start(RunOptions options) throws Exception {
      return new SkillRun(
              SkillLoader.load(directory.resolve("it.yaml")),
              Map.of(),
              options,
              hub,
              InstantSource.system())
          .call();
    }
  }

  @Nested
  class TheBuiltInRules {

    @ParameterizedTest
    @CsvSource({
      "fatal: unable to access: Could not resolve host: x, network",
      "No answer from 127.0.0.1:1: connection refused, network",
      "fatal: Unable to create '.git/index.lock': File exists., busy",
      "status 401: {}, auth",
      "'logged out: the server has asked for the client to provide credentials', auth",
      "git@host: Permission denied (publickey)., auth",
      "cat: x: Permission denied, ",
      "exit code 1: 401 files, "
    })
    void knowTheFamilies(String error, @Nullable String family) {
      var match = HealRules.builtIn().find(error);

      assertThat(match == null ? null : match.rule().errorType()).isEqualTo(family);
    }
  }
}
