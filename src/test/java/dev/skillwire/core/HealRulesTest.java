package dev.skillwire.core;

import static dev.skillwire.core.Commands.complete;
import static dev.skillwire.core.Commands.heal;
import static dev.skillwire.core.Commands.healed;
import static dev.skillwire.core.Commands.ref;
import static dev.skillwire.core.Commands.start;
import static dev.skillwire.core.Commands.step;
import static dev.skillwire.core.Given.given;
import static dev.skillwire.core.Given.nothing;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class HealRulesTest {

  @Nested
  final class TriggeringARepair {

    private final Given hub = given(start("r1", "deploy", 3), step("r1", 1, "build"));

    @Test
    void fillsInTheStepTheRunIsAt() {
      var event = hub.when(heal("r1", null, null)).event(Event.HealTriggered.class);

      assertThat(event.step().index()).isEqualTo(1);
      assertThat(event.step().name()).isEqualTo("build");
      assertThat(event.toolName()).isEqualTo("shell");
      assertThat(event.errorType()).isEqualTo("missing_file");
      assertThat(event.fixAction()).isEqualTo("touch it");
    }

    @Test
    void givesEveryRepairAnIdOfItsOwn() {
      var first = hub.when(heal("r1", null, null)).event(Event.HealTriggered.class);
      hub.and(heal("r1", null, null));
      var second = hub.when(heal("r1", null, null)).event(Event.HealTriggered.class);

      assertThat(first.healId()).isNotBlank().isNotEqualTo(second.healId());
    }

    @Test
    void keepsTheIdOfTheSource() {
      assertThat(hub.when(heal("r1", 0, "h")).event(Event.HealTriggered.class).healId())
          .isEqualTo("h");
    }

    @Test
    void showsTheFirst200CodePointsOfTheError() {
      var error = "🛠".repeat(300);

      var event = hub.when(trigger(error, "fix")).event(Event.HealTriggered.class);

      assertThat(event.error()).isEqualTo(error);
      assertThat(event.errorSnippet()).isEqualTo("🛠".repeat(200));
      assertThat(event.truncated()).isFalse();
    }

    @Test
    void cutsALongErrorAndSaysSo() {
      var event =
          hub.when(trigger("x".repeat(Limits.TEXT_BYTES + 1), "fix"))
              .event(Event.HealTriggered.class);

      assertThat(event.error()).hasSize(Limits.TEXT_BYTES);
      assertThat(event.truncated()).isTrue();
    }

    @Test
    void needsAFixAction() {
      hub.when(trigger("boom", " ")).refused(Reason.INVALID_MESSAGE, "fix_action");
    }

    @Test
    void refusesAStepThatTheRunDoesNotHave() {
      hub.when(heal("r1", 3, null)).refused(Reason.INVALID_MESSAGE, "step_index");
      hub.when(heal("r1", -1, null)).refused(Reason.INVALID_MESSAGE, "step_index");
    }

    @Test
    void refusesWhatIsTooLong() {
      var tooLong = "x".repeat(Limits.NAME_CHARS + 1);

      hub.when(heal("r1", 0, tooLong)).refused(Reason.TOO_LARGE, "heal_id");
      hub.when(trigger("boom", tooLong)).refused(Reason.TOO_LARGE, "fix_action");
    }

    @Test
    void needsARunAtWork() {
      nothing().when(heal("r1", 0, null)).refused(Reason.UNKNOWN_SKILL, "skill_id");
      given(start("r1"), complete("r1"))
          .when(heal("r1", 0, null))
          .refused(Reason.UNKNOWN_SKILL, "skill_id");
    }

    private static Command.TriggerHeal trigger(String error, String fix) {
      return new Command.TriggerHeal(ref("r1"), null, null, null, "shell", "t", error, fix);
    }
  }

  @Nested
  final class CompletingARepair {

    private final Given hub =
        given(start("r1", "deploy", 3), step("r1", 0, "build"), heal("r1", 0, "h1"));

    @Test
    void repeatsTheWordsOfItsBeginning() {
      var event =
          hub.advanceSeconds(4)
              .when(new Command.CompleteHeal(ref("r1"), 0, null, "h1", "said later", true, null))
              .event(Event.HealCompleted.class);

      assertThat(event.healId()).isEqualTo("h1");
      assertThat(event.fixAction()).isEqualTo("touch it");
      assertThat(event.toolName()).isEqualTo("shell");
      assertThat(event.errorType()).isEqualTo("missing_file");
      assertThat(event.step().name()).isEqualTo("build");
      assertThat(event.success()).isTrue();
      assertThat(event.durationMs()).isEqualTo(4_000);
    }

    @Test
    void meansTheNewestAtWorkWhenNoIdIsGiven() {
      hub.and(heal("r1", 0, "h2"), heal("r1", 0, "h3"), healed("r1", 0, "h3"));

      assertThat(hub.when(healed("r1", 0, null)).event(Event.HealCompleted.class).healId())
          .isEqualTo("h2");
    }

    @Test
    void findsItsStepWhenTheRunHasGoneOn() {
      hub.and(step("r1", 1), step("r1", 2));

      var byId = hub.when(healed("r1", null, "h1")).event(Event.HealCompleted.class);
      var newest = hub.when(healed("r1", null, null)).event(Event.HealCompleted.class);

      assertThat(byId.step().index()).isZero();
      assertThat(byId.fixAction()).isEqualTo("touch it");
      assertThat(newest).isEqualTo(byId);
    }

    @Test
    void prefersTheStepTheRunIsAt() {
      hub.and(step("r1", 1), heal("r1", 1, "h2"), step("r1", 2), step("r1", 1));

      assertThat(hub.when(healed("r1", null, null)).event(Event.HealCompleted.class).healId())
          .isEqualTo("h2");
    }

    @Test
    void tellsAlsoOneWhoseBeginningNobodySaw() {
      var event =
          hub.when(new Command.CompleteHeal(ref("r1"), 2, null, null, "reboot", false, null))
              .event(Event.HealCompleted.class);

      assertThat(event.step().index()).isEqualTo(2);
      assertThat(event.healId()).isEmpty();
      assertThat(event.fixAction()).isEqualTo("reboot");
      assertThat(event.success()).isFalse();
      assertThat(event.durationMs()).isZero();
    }

    @Test
    void refusesAStepThatTheRunDoesNotHave() {
      hub.when(healed("r1", 3, "h1")).refused(Reason.INVALID_MESSAGE, "step_index");
      hub.when(healed("r1", -1, "h1")).refused(Reason.INVALID_MESSAGE, "step_index");
    }

    @Test
    void refusesANegativeDuration() {
      hub.when(new Command.CompleteHeal(ref("r1"), 0, null, "h1", null, true, -1L))
          .refused(Reason.INVALID_MESSAGE, "duration_ms");
    }

    @Test
    void needsARunAtWork() {
      nothing().when(healed("r1", 0, null)).refused(Reason.UNKNOWN_SKILL, "skill_id");
    }
  }
}
