package dev.skillwire.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skillwire.core.Bound;
import dev.skillwire.core.Command;
import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Event;
import dev.skillwire.core.Json;
import dev.skillwire.core.Question;
import dev.skillwire.core.Reason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A command that a question guards runs as it was approved, once.
final class ApprovalTest extends RunFixture {

  private static final String EDITABLE =
      "- {name: push, confirm: {prompt: Sure?, allow_edit: true}, run: touch went}";

  private static @Nullable String yes(Question question) {
    return "yes";
  }

  @Test
  void isUsedRightBeforeTheCommandRuns() throws Exception {
    hub.answering(ApprovalTest::yes);
    assertThat(run("steps:", "- {name: push, confirm: Sure?, run: touch went}").error()).isNull();
    assertThat(directory.resolve("went")).exists();
    assertThat(hub.story())
        .containsSubsequence("asked", "answered yes", "used yes", "step_completed 0");
    assertThat(only(Event.ConfirmationUsed.class).actionDigest())
        .isEqualTo(only(Event.ConfirmationRequired.class).question().actionDigest());
  }

  @Test
  void thatTheHubDoesNotLetBeUsedRunsNothing() throws Exception {
    hub.answering(ApprovalTest::yes)
        .refusing(Reason.ALREADY_USED, Command.UseApproval.class::isInstance);
    var result = run("steps:", "- {name: push, confirm: Sure?, run: touch went}");
    assertThat(result.error()).contains("can't be used").contains("already_used");
    assertThat(directory.resolve("went")).doesNotExist();
  }

  @Test
  void ofACommandThatChangedMeanwhileRunsNothing() {
    var shown = new Proposal("touch went", new Json("{\"run\":\"touch went\"}"), true);
    var changed = new Proposal("touch other", new Json("{\"run\":\"touch other\"}"), true);
    var approval =
        new Approval(new ConfirmationId("q"), "yes", shown, new Bound("ab12", null, null));
    assertThatThrownBy(() -> approval.command(changed))
        .isInstanceOfSatisfying(
            StepFailure.class, e -> assertThat(e.error()).contains("not what was approved"));
  }

  @Test
  void ofACommandThatKnowsTheAnswerIsThatOfTheCommandWithoutIt() throws Exception {
    hub.answering(ApprovalTest::yes);
    run(
        "steps:",
        "- {name: push, confirm: Sure?, output: o, run: \"touch went{{ o_answer | default('') }}\"}");
    assertThat(directory.resolve("went")).exists();
    assertThat(directory.resolve("wentyes")).doesNotExist();
  }

  @Test
  void showsWhereAndWithWhatTheCommandRuns() throws Exception {
    hub.answering(ApprovalTest::yes);
    run(
        "steps:",
        "- {name: push, confirm: {prompt: Sure?, action: \"{{ {'why': 'tests'} }}\"}, run: 'true', cwd: ., env: {A: b}}");
    assertThat(String.valueOf(only(Event.ConfirmationRequired.class).question().action()))
        .contains("{\"why\":\"tests\",\"run\":\"true\",\"cwd\":\".\",\"env\":{\"A\":\"b\"}}");
  }

  @Test
  void mayChangeTheCommandWhereTheSkillAllowsIt() throws Exception {
    hub.answering(
        question -> {
          Thread.ofVirtual()
              .start(() -> hub.answer(question.id(), "yes", "{\"run\":\"touch other\"}"));
          return null;
        });
    assertThat(run("steps:", EDITABLE).error()).isNull();
    assertThat(directory.resolve("went")).doesNotExist();
    assertThat(directory.resolve("other")).exists();
    var answered = only(Event.ConfirmationAnswered.class).bound();
    assertThat(only(Event.ConfirmationUsed.class).actionDigest())
        .isEqualTo(answered.actionDigest())
        .isNotEqualTo(answered.originalDigest());
  }

  @Test
  void mayChangeNothingButTheCommand() throws Exception {
    hub.answering(
        question -> {
          Thread.ofVirtual()
              .start(
                  () ->
                      hub.answer(question.id(), "yes", "{\"run\":\"touch other\",\"cwd\":\"/\"}"));
          return null;
        });
    assertThat(run("steps:", EDITABLE).error()).contains("more than 'run'");
    assertThat(directory.resolve("other")).doesNotExist();
  }

  @Test
  void ofACommandWithASecretIsNotForEditing() throws Exception {
    hub.answering(ApprovalTest::yes);
    var result =
        skill(
                java.util.Map.of("api_token", "hunter2-hunter2"),
                "inputs: [{name: api_token}]",
                "steps:",
                "- {confirm: {prompt: Sure?, allow_edit: true}, run: 'true {{ inputs.api_token }}'}")
            .call();
    assertThat(result.error()).isNull();
    var question = only(Event.ConfirmationRequired.class).question();
    assertThat(question.extras().allowEdit()).isFalse();
    assertThat(String.valueOf(question.action())).doesNotContain("hunter2");
  }
}
