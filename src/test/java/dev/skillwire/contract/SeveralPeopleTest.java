package dev.skillwire.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.node.ObjectNode;

/// Section 5: a question that several people decide, at real sockets with real tokens.
class SeveralPeopleTest {

  @RegisterExtension static final HubUnderTest hub = HubUnderTest.with("--require-token");

  private static String ann = "";
  private static String ben = "";

  @BeforeAll
  static void people() {
    ann = token("ann");
    ben = token("ben");
    for (var token : List.of(ann, ben)) {
      // Longer than a hub takes to look at its token files, and few enough tries not to be held
      // back.
      await()
          .pollInterval(Duration.ofSeconds(2))
          .atMost(Duration.ofSeconds(60))
          .until(() -> new Api(hub, token).get("/api/v1/skills").status() == 200);
    }
  }

  private static String token(String name) {
    var made =
        HubProcess.runToEnd(
            hub.data(),
            "token",
            "add",
            name,
            "--role",
            "answerer",
            "--data",
            hub.data().toString());
    assertThat(made.exitCode()).as(made.output()).isZero();
    return made.output().lines().reduce((_, last) -> last).orElseThrow();
  }

  private static WireClient as(String token) {
    return hub.ending(WireClient.open(hub.socket("/"), token));
  }

  private static ObjectNode say(String type, String id, @Nullable Object... more) {
    return Json.plus(Json.object("type", type, "id", id), more);
  }

  private static ObjectNode answer(String id, String response) {
    return say("confirmation_response", id, "response", response);
  }

  private static HubProcess.Ended cli(String token, String... words) {
    return HubProcess.runToEnd(
        hub.data(),
        Map.of("SKILLWIRE_TOKEN", token, "SKILLWIRE_URL", "ws://" + hub.authority()),
        words);
  }

  @Test
  void everybodySeesEveryVoteAndTheSecondPersonSettlesIt() {
    var main = hub.tokenClient("/");
    var other = hub.tokenClient("/events");
    var id = Say.fresh("q");
    var _ = main.acked(Say.question(id, "quorum", 2));
    var asked = other.expect("confirmation_required", "id", id);
    assertThat(Json.has(asked, "quorum", 2, "veto", List.of("no"), "on_timeout", "abort")).isTrue();
    var atTable = as(ann);
    var atPhone = as(ann);
    var _ = atTable.acked(answer(id, "yes"));
    for (var client : List.of(main, other, atTable, atPhone)) {
      var voted = client.expect("confirmation_voted", "id", id, "response", "yes", "missing", 1);
      assertThat(voted.path("by").path("name").asString("")).isEqualTo("ann");
    }
    // The same person at another screen is no second one; who asked is none at all.
    var _ = atPhone.acked(answer(id, "yes"));
    var _ = main.refused("forbidden", answer(id, "yes"));
    var snapshot = pending(as(ben).connected(), id);
    assertThat(snapshot.path("missing").intValue()).isEqualTo(1);
    assertThat(snapshot.path("votes").size()).isEqualTo(1);
    var _ = as(ben).acked(answer(id, "yes"));
    var answered = other.expect("confirmation_answered", "id", id, "response", "yes");
    assertThat(answered.path("votes").size()).isEqualTo(2);
    var _ = atPhone.refused("already_answered", answer(id, "no"));
  }

  @Test
  void votesSurviveAKill() {
    var id = Say.fresh("q");
    var _ = hub.tokenClient("/").acked(Say.question(id, "quorum", 2));
    var _ = as(ann).acked(answer(id, "yes"));
    hub.killAndStart();
    var back = as(ann);
    assertThat(pending(back.connected(), id).path("missing").intValue()).isEqualTo(1);
    var _ = back.acked(answer(id, "yes"));
    var watching = hub.tokenClient("/");
    var _ = as(ben).acked(answer(id, "no"));
    var answered = watching.expect("confirmation_answered", "id", id, "response", "no");
    assertThat(answered.path("votes").size()).isEqualTo(2);
  }

  @Test
  void aQuestionForSomeIsHandedOn() {
    var id = Say.fresh("q");
    var main = hub.tokenClient("/");
    var _ = main.acked(Say.question(id, "answerers", List.of("ann")));
    var second = as(ben);
    var _ = second.refused("forbidden", answer(id, "yes"));
    var _ = second.refused("forbidden", say("claim", id));
    var _ = as(ann).acked(say("delegate_confirmation", id, "to", "ben", "comment", "yours"));
    var _ = main.expect("confirmation_delegated", "id", id, "to", "ben", "comment", "yours");
    var _ = second.acked(answer(id, "yes"));
  }

  @Test
  void anEscalationLetsOthersAnswer() {
    var id = Say.fresh("q");
    var main = hub.tokenClient("/");
    var _ =
        main.acked(
            Say.question(
                id,
                "answerers",
                List.of("ann"),
                "escalate_after",
                0.2,
                "escalate_to",
                List.of("ben")));
    var escalated = main.expect("confirmation_escalated", "id", id, "reason", "delay");
    assertThat(Json.has(escalated, "to", List.of("ben"))).isTrue();
    var _ = as(ben).acked(answer(id, "yes"));
  }

  @Test
  void aClaimIsSeenByAllAndEndsWithItsConnection() {
    var id = Say.fresh("q");
    var main = hub.tokenClient("/");
    var _ = main.acked(Say.question(id));
    var looking = as(ann);
    var _ = looking.acked(say("claim", id, "seconds", 300));
    var _ = main.expect("confirmation_claimed", "id", id);
    var _ = as(ben).refused("already_claimed", say("claim", id));
    assertThat(pending(as(ben).connected(), id).path("claimed_by").path("name").asString(""))
        .isEqualTo("ann");
    looking.cut();
    var _ = main.expect("confirmation_released", "id", id, "reason", "disconnected");
    assertThat(
            new Api(hub, ben)
                .post("/api/v1/confirmations/" + id + "/claim", Json.object())
                .status())
        .isEqualTo(200);
    var _ = main.expect("confirmation_claimed", "id", id);
    assertThat(
            new Api(hub, ben)
                .post("/api/v1/confirmations/" + id + "/release", Json.object())
                .status())
        .isEqualTo(200);
    var _ = main.expect("confirmation_released", "id", id, "reason", "released");
  }

  @Test
  void theClockWaitsForWhoTypes() {
    var id = Say.fresh("q");
    var main = hub.tokenClient("/");
    var _ = main.acked(Say.question(id, "timeout_seconds", 300));
    var typist = as(ann);
    typist.send(Json.object("type", "presence", "state", "focused", "typing", id));
    var held = main.expect("confirmation_paused", "id", id, "hold", "typing");
    assertThat(held.path("by").path("name").asString("")).isEqualTo("ann");
    var shown = pending(as(ben).connected(), id);
    assertThat(shown.path("hold").asString("")).isEqualTo("typing");
    assertThat(shown.path("pause_budget_seconds").doubleValue()).isLessThanOrEqualTo(600);
    // Who has asked holds nothing, and is not scolded for a report.
    var _ = main.acked(Json.object("type", "presence", "state", "focused", "reading", id));
    var _ = main.expect("confirmation_resumed", "id", id);
  }

  @Test
  void remindersComeInTime() {
    var id = Say.fresh("q");
    var main = hub.tokenClient("/");
    var _ = main.acked(Say.question(id, "remind_after", List.of(0.1, 0.3)));
    var _ = main.expect("confirmation_reminder", "id", id, "number", 1);
    var _ = main.expect("confirmation_reminder", "id", id, "number", 2);
  }

  @Test
  void theCommandsTellAndDoTheSame() {
    var id = Say.fresh("q");
    var main = hub.tokenClient("/");
    var _ = main.acked(Say.question(id, "quorum", 2, "answerers", List.of("ann", "ben")));
    assertThat(cli(ann, "answer", id, "--claim").output()).contains("You look into it.");
    var _ = main.expect("confirmation_claimed", "id", id);
    assertThat(cli(ann, "answer", id, "yes").output()).contains("Voted: yes; one more is needed.");
    assertThat(cli(ben, "answer", id, "--hand-to", "cid").output()).contains("Handed to cid.");
    assertThat(cli(ben, "answer", id, "yes").output()).contains("Answered: yes");
    var asking =
        cli(
            hub.token(),
            "ask",
            "--prompt",
            "Go?",
            "--option",
            "yes",
            "--option",
            "no",
            "--timeout",
            "1s",
            "--quorum",
            "2",
            "--for",
            "ann",
            "--for",
            "ben",
            "--json");
    assertThat(asking.exitCode()).isEqualTo(124);
    assertThat(asking.output()).contains("\"response\":\"abort\"");
  }

  private static ObjectNode pending(ObjectNode connected, String id) {
    for (var question : connected.path("pending_confirmations")) {
      if (Json.has((ObjectNode) question, "id", id)) {
        return (ObjectNode) question;
      }
    }
    throw new AssertionError("not open: " + id);
  }
}
