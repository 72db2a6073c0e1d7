package dev.skillwire.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Section 4: two sets of words, and sources that name no run.
class VocabularyTest {

  @RegisterExtension static final HubUnderTest hub = HubUnderTest.with();

  private static final List<String> S1 =
      List.of("skill_failed", "auto_heal_triggered", "auto_heal_completed");
  private static final List<String> S2 = List.of("skill_error", "heal_started", "heal_completed");

  @ParameterizedTest
  @ValueSource(strings = {"/", "/?vocabulary=s1", "/events?vocabulary=s1"})
  void s1IsSpokenAt(String path) {
    assertWords(path, S1, S2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/events", "/?vocabulary=s2", "/events?vocabulary=s2"})
  void s2IsSpokenAt(String path) {
    assertWords(path, S2, S1);
  }

  @Test
  void theFieldsAreTheSameInBoth() {
    var one = hub.client("/");
    var two = hub.client("/events");
    var run = publishAll(hub.client());
    var failed = one.expect("skill_failed", "skill_id", run);
    var error = two.expect("skill_error", "skill_id", run);
    assertThat(Json.without(error, "type")).isEqualTo(Json.without(failed, "type"));
  }

  @Test
  void replayedEndingsSpeakTheVocabularyToo() {
    var run = publishAll(hub.client());
    var _ = hub.client("/events").expectReplayed("skill_error", "skill_id", run);
    var _ = hub.client("/").expectReplayed("skill_failed", "skill_id", run);
  }

  @Nested
  class APublisher {

    @Test
    void maySendEitherWordOnEitherPath() {
      for (var path : List.of("/", "/events")) {
        var publisher = hub.client(path);
        var reader = hub.client("/");
        for (var word : List.of("skill_failed", "skill_error")) {
          var run = Say.fresh("run");
          var _ = publisher.acked(Say.started(run));
          var _ = publisher.acked(Json.plus(Say.failed(run, "boom"), "type", word));
          var _ = reader.expect("skill_failed", "skill_id", run, "error", "boom");
        }
      }
    }

    @Test
    void sendsTheSamplesOfTheSourceDocument() {
      var publisher = hub.client("/events");
      var reader = hub.client("/events");
      var started =
          publisher.acked(
              Json.object(
                  "type",
                  "skill_started",
                  "skill_name",
                  "start_work",
                  "session_id",
                  "abc123",
                  "timestamp",
                  "2026-02-04T10:30:00Z"));
      var run = started.path("skill_id").asString("");
      var _ =
          publisher.acked(
              Json.object(
                  "type",
                  "step_completed",
                  "skill_name",
                  "start_work",
                  "step_name",
                  "fetch_issue",
                  "step_index",
                  0,
                  "total_steps",
                  5,
                  "result",
                  "success",
                  "output",
                  Map.of("issue", "AAP-1")));
      var _ =
          reader.expect(
              "step_completed", "skill_id", run, "step_name", "fetch_issue", "step_index", 0);
      var _ =
          publisher.acked(
              Json.object(
                  "type",
                  "heal_started",
                  "tool_name",
                  "k8s_get_pods",
                  "error",
                  "Unauthorized",
                  "fix_action",
                  "kube_login"));
      var _ =
          reader.expect(
              "heal_started",
              "skill_id",
              run,
              "tool_name",
              "k8s_get_pods",
              "error",
              "Unauthorized");
      var _ =
          publisher.acked(
              Json.object(
                  "type",
                  "confirmation_required",
                  "skill_name",
                  "start_work",
                  "step_name",
                  "create_branch",
                  "message",
                  "Create branch aap-12345-fix-auth?",
                  "options",
                  List.of("yes", "no", "skip"),
                  "timeout_seconds",
                  60));
      var question = reader.expect("confirmation_required", "skill_id", run);
      assertThat(question.path("prompt")).isEqualTo(question.path("message"));
      assertThat(Json.has(question, "step_name", "create_branch", "timeout_seconds", 60)).isTrue();
    }

    @Test
    void withTwoRunsOfOneNameMustSayWhich() {
      var publisher = hub.client("/events");
      var _ = publisher.acked(Say.started(Say.fresh("run"), "skill_name", "twin"));
      var _ = publisher.acked(Say.started(Say.fresh("run"), "skill_name", "twin"));
      var _ =
          publisher.refused(
              "invalid_message",
              Json.object("type", "step_started", "skill_name", "twin", "step_index", 0));
    }

    @Test
    void withRunsOfTwoNamesIsUnderstoodByTheName() {
      var publisher = hub.client("/events");
      var left = Say.fresh("run");
      var _ = publisher.acked(Say.started(left, "skill_name", "left"));
      var _ = publisher.acked(Say.started(Say.fresh("run"), "skill_name", "right"));
      var ack =
          publisher.acked(
              Json.object("type", "step_started", "skill_name", "left", "step_index", 0));
      var _ = publisher.expect("step_started", "seq", ack.path("seq").asLong(), "skill_id", left);
    }

    @Test
    void cannotMeanARunOfAnotherConnection() {
      var _ = hub.client().acked(Say.started(Say.fresh("run"), "skill_name", "foreign"));
      var _ =
          hub.client()
              .refused(
                  "invalid_message",
                  Json.object("type", "step_started", "skill_name", "foreign", "step_index", 0));
    }
  }

  @Test
  void aClientMayFilterByEitherWord() {
    var reader = hub.client("/events?types=skill_error");
    var run = publishAll(hub.client());
    var _ = reader.expect("skill_error", "skill_id", run);
    assertThat(reader.history()).noneMatch(m -> Json.has(m, "type", "heal_started"));
  }

  private void assertWords(String path, List<String> spoken, List<String> unspoken) {
    var reader = hub.client(path);
    var run = publishAll(hub.client());
    for (var word : spoken) {
      var _ = reader.expect(word, "skill_id", run);
    }
    assertThat(reader.history()).noneMatch(m -> unspoken.contains(m.path("type").asString("")));
  }

  /// A run that is healed once and fails.
  private String publishAll(WireClient publisher) {
    var run = Say.fresh("run");
    var _ = publisher.acked(Say.started(run));
    var _ = publisher.acked(Say.step("auto_heal_triggered", run, 0, "fix_action", "login"));
    var _ =
        publisher.acked(
            Say.step("auto_heal_completed", run, 0, "fix_action", "login", "success", false));
    var _ = publisher.acked(Say.failed(run, "boom"));
    return run;
  }
}
