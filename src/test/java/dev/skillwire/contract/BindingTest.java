package dev.skillwire.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// Section 5: what an answer is good for.
class BindingTest {

  private static final String ASK = "/api/v1/confirmations";
  private static final String JSON = "application/json";

  @RegisterExtension static final HubUnderTest hub = HubUnderTest.with();

  private final Api asker = hub.api();
  private final Api answerer = hub.api();
  private final String id = Say.fresh("ask");

  @Nested
  class OverHttp {

    @Test
    void anAnswerIsUsedOnce() {
      var digest = asked("action", Json.object("run", "git push"));
      var use = Json.object("action_digest", digest, "response", "yes");
      assertThat(code(asker.post(at("use"), use).json(409))).isEqualTo("not_approved");
      var _ = answerer.post(at("answer"), Json.object("response", "yes")).json(200);
      var other = Json.object("action_digest", "00");
      assertThat(code(asker.post(at("use"), other).json(409))).isEqualTo("digest_mismatch");

      var used = asker.post(at("use"), JSON, use.toString(), "Idempotency-Key", id).json(200);
      assertThat(used.path("used_at").isString()).isTrue();
      assertThat(used.path("action_digest").asString("")).isEqualTo(digest);
      var again = asker.post(at("use"), JSON, use.toString(), "Idempotency-Key", id).json(200);
      assertThat(again).isEqualTo(used);
      assertThat(code(asker.post(at("use"), use).json(409))).isEqualTo("already_used");
    }

    @Test
    void anAnswerMayChangeTheActionWhereItIsAllowed() {
      var digest = asked("action", Json.object("run", "git push"), "allow_edit", true);
      var edited = Json.object("run", "git push --dry-run");
      var body =
          answerer
              .post(at("answer"), Json.object("response", "yes", "edited_action", edited))
              .json(200);
      assertThat(body.path("edited_action")).isEqualTo(edited);
      assertThat(body.path("original_digest").asString("")).isEqualTo(digest);
      var now = body.path("action_digest").asString("");
      assertThat(now).isNotEqualTo(digest).hasSize(64);
      var _ = asker.post(at("use"), Json.object("action_digest", now)).json(200);
    }

    @Test
    void othersAreRefused() {
      var _ = asked("action", Json.object("run", "git push"));
      var edit = Json.object("response", "yes", "edited_action", Json.object("run", "x"));
      assertThat(code(answerer.post(at("answer"), edit).json(422))).isEqualTo("edit_not_allowed");
      var more = Json.object("prompt", "?", "allow_edit", true);
      assertThat(asker.post(ASK, more).json(400).path("field").asString(""))
          .isEqualTo("allow_edit");
    }

    @Test
    void numbersThatCanBeTakenForOthersAreRefused() {
      for (var number : List.of("9007199254740993", "1e400", "-1e-400")) {
        var body = "{\"prompt\":\"?\",\"action\":{\"n\":" + number + "}}";
        var refused = asker.post(ASK, JSON, body).json(400);
        assertThat(refused.path("field").asString("")).as(number).isEqualTo("action");
      }
      var half = "{\"response\":\"yes\",\"edited_action\":{\"run\":\"\\ud83d\"}}";
      var _ = asked("action", Json.object("run", "a"), "allow_edit", true);
      assertThat(answerer.post(at("answer"), JSON, half).json(400).path("field").asString(""))
          .isEqualTo("edited_action");
    }
  }

  @Nested
  class ManyAnswers {

    @Test
    void areDecidedEachOnItsOwn() {
      var _ = asked("action", Json.object("run", "a"));
      var risky = Say.fresh("risky");
      var question =
          Json.plus(
              Say.question(risky), "risk", "high", "action", Json.object("run", "rm -rf /tmp/x"));
      question.remove("type");
      var digest =
          asker
              .post(ASK, question)
              .json(201)
              .path("confirmation")
              .path("action_digest")
              .asString("");
      var answers =
          List.of(
              Json.object("id", id, "response", "maybe"),
              Json.object("id", id, "response", "yes", "comment", "fine"),
              Json.object("id", risky, "response", "yes"),
              Json.object("id", "nobody-knows", "response", "yes"),
              Json.object("response", "yes"),
              Json.object("id", id, "response", "yes", "edited_action", Json.object("a", 1)),
              Json.object("id", id, "response", "no"),
              Json.object("id", risky, "response", "no", "action_digest", digest));
      var results =
          answerer
              .post(ASK + "/answers", Json.object("answers", answers))
              .json(200)
              .path("results");
      assertThat(results.valueStream().map(r -> r.path("code").asString("ok")))
          .containsExactly(
              "invalid_choice",
              "ok",
              "digest_mismatch",
              "unknown_confirmation",
              "invalid_message",
              "invalid_message",
              "already_answered",
              "ok");
      assertThat(results.get(1).path("id").asString("")).isEqualTo(id);
      assertThat(results.get(1).path("seq").isNumber()).isTrue();
      assertThat(results.get(2).path("id").asString("")).isEqualTo(risky);
      assertThat(answerer.get(ASK + "/" + id).json(200).path("comment").asString(""))
          .isEqualTo("fine");
    }

    @Test
    void areBounded() {
      var many = java.util.Collections.nCopies(501, Json.object("id", id, "response", "yes"));
      var refused = answerer.post(ASK + "/answers", Json.object("answers", many)).json(413);
      assertThat(code(refused)).isEqualTo("too_large");
      assertThat(code(answerer.post(ASK + "/answers", Json.object("answers", List.of())).json(400)))
          .isEqualTo("invalid_message");
      assertThat(code(answerer.post(ASK + "/answers", Json.object()).json(400)))
          .isEqualTo("invalid_message");
    }
  }

  @Test
  void attachmentsAreToldWhole() {
    var diff = "--- a\n+++ b\n@@ -1 +1 @@\n-old\n+new \ud83d\ude80\n";
    var _ =
        asked(
            "attachments",
            List.of(
                Json.object("kind", "diff", "title", "a.diff", "text", diff),
                Json.object("text", "t")));
    var told = answerer.get(ASK + "/" + id).json(200).path("confirmation").path("attachments");
    assertThat(told.get(0).path("text").asString("")).isEqualTo(diff);
    assertThat(told.get(1).toString())
        .isEqualTo("{\"kind\":\"text\",\"title\":\"\",\"media_type\":\"\",\"text\":\"t\"}");
    for (var wrong :
        List.of(Json.object("kind", "picture", "text", "t"), Json.object("title", "t"))) {
      var body = Json.object("prompt", "?", "attachments", List.of(wrong));
      assertThat(code(asker.post(ASK, body).json(400))).isEqualTo("invalid_message");
    }
  }

  private String asked(Object... more) {
    var question = Json.plus(Say.question(id), more);
    question.remove("type");
    return asker
        .post(ASK, question)
        .json(201)
        .path("confirmation")
        .path("action_digest")
        .asString("");
  }

  private String at(String verb) {
    return ASK + "/" + id + "/" + verb;
  }

  private static String code(JsonNode problem) {
    return problem.path("code").asString("");
  }
}
