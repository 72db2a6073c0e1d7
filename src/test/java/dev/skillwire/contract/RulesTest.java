package dev.skillwire.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/// Rules over HTTP and at the terminal. What they do on the socket is in the transcripts.
class RulesTest {

  private static final String RULES = "/api/v1/rules";
  private static final String ASK = "/api/v1/confirmations";

  @RegisterExtension static final HubUnderTest hub = HubUnderTest.with();

  @TempDir private Path directory;

  private final Api api = hub.api();
  private final Api asker = hub.api();
  private final String skill = Say.fresh("skill");

  @AfterEach
  void deleteRules() {
    for (var rule : api.get(RULES).json(200).path("rules")) {
      api.delete(RULES + "/" + rule.path("rule_id").asString("")).json(200);
    }
  }

  private ObjectNode ofSkill() {
    return Json.object("scope", Json.object("skill_name", skill), "response", "yes");
  }

  private String saved(ObjectNode rule) {
    return api.post(RULES, rule).json(201).path("rule").path("rule_id").asString("none");
  }

  private ObjectNode question(String prompt) {
    var question = Say.question(Say.fresh("ask"), "skill_name", skill);
    question.remove("type");
    return Json.plus(question, "prompt", prompt);
  }

  @Nested
  class OverHttp {

    @Test
    void aQuestionThatARuleDecidesIsAnsweredAtOnce() {
      var rule = saved(ofSkill());

      for (var wait : List.of("", "?wait=20")) {
        var settled = asker.post(ASK + wait, question("Push?")).json(200);
        assertThat(Json.has(settled, "status", "answered", "response", "yes", "rule_id", rule))
            .as("%s", settled)
            .isTrue();
        assertThat(Json.has(settled.path("confirmation"), "prompt", "Push?")).isTrue();
        assertThat(settled.has("question")).isFalse();
      }
    }

    @Test
    void anAnswerSaysWhatWasSavedOfIt() {
      var asked = question("Push?");
      var id = asked.path("id").asString("");
      asker.post(ASK, asked).json(201);
      var answer = Json.object("response", "yes", "remember", "this-skill");
      var answered = api.post(ASK + "/" + id + "/answer", answer).json(200);
      var rule = answered.path("saved_as").asString("none");

      var told = api.get(RULES + "/" + rule).json(200).path("rule");
      assertThat(Json.has(told, "created_from", id, "response", "yes", "enabled", true)).isTrue();
    }

    @Test
    void aRuleIsToldWithItsDecisionsNewestFirst() {
      var rule = saved(ofSkill());
      for (var prompt : List.of("first", "second")) {
        asker.post(ASK, question(prompt)).json(200);
      }

      var told = api.get(RULES + "/" + rule).json(200);
      assertThat(Json.has(told.path("rule"), "rule_id", rule, "used", 2)).isTrue();
      assertThat(told.path("decisions"))
          .extracting(decision -> decision.path("question").path("prompt").asString(""))
          .containsExactly("second", "first");
    }

    @Test
    void aRuleIsSwitchedOffAndOnAndDeleted() {
      var path = RULES + "/" + saved(ofSkill());
      assertThat(api.post(path + "/disable", Json.object()).json(200).path("rule").path("enabled"))
          .isEqualTo(Json.value(false));
      asker.post(ASK, question("Push?")).json(201);
      assertThat(api.post(path + "/enable", Json.object()).json(200).path("rule").path("enabled"))
          .isEqualTo(Json.value(true));
      asker.post(ASK, question("Push?")).json(200);
      api.delete(path).json(200);
      asker.post(ASK, question("Push?")).json(201);
      for (var answer : List.of(api.get(path), api.delete(path))) {
        assertThat(answer.json(404).path("code").asString("")).isEqualTo("unknown_rule");
      }
    }

    @Test
    void aPreviewTellsHowManyWouldHaveMatchedAndHowManyDiffer() {
      for (var choice : List.of("yes", "no", "yes")) {
        var asked = question("Push?");
        asker.post(ASK, asked).json(201);
        var answer = Json.object("response", choice);
        api.post(ASK + "/" + asked.path("id").asString("") + "/answer", answer).json(200);
      }
      var preview = api.post(RULES + "/preview", ofSkill()).json(200);
      assertThat(Json.has(preview, "matched", 3, "answered_differently", 1, "unanswered", 0))
          .as("%s", preview)
          .isTrue();
      var last = api.post(RULES + "/preview", Json.plus(ofSkill(), "last", 1)).json(200);
      assertThat(Json.has(last, "questions", 1, "matched", 1, "answered_differently", 0)).isTrue();
    }

    @Test
    void rulesAreCarriedElsewhereUnderNewIds() {
      var old = saved(Json.plus(ofSkill(), "remember_for", Json.object("uses", 3)));
      var exported = api.get(RULES + "/export").json(200);
      var rules = new ArrayList<Object>();
      exported.path("rules").forEach(rules::add);
      rules.add(Json.object("response", "yes"));

      var results = api.post(RULES + "/import", Json.object("rules", rules)).json(200);

      var made = results.path("results").path(0).path("rule_id").asString("none");
      assertThat(made).isNotEqualTo(old);
      assertThat(Json.has(results.path("results").path(1), "code", "invalid_message")).isTrue();
      var told = api.get(RULES).json(200).path("rules");
      assertThat(told).hasSize(1);
      assertThat(Json.has(told.path(0), "rule_id", made, "uses_left", 3, "used", 0)).isTrue();
    }

    @Test
    void whatIsWrongIsRefusedByName() {
      assertThat(api.post(RULES, Json.object("response", "yes")).json(400).path("field"))
          .isEqualTo(Json.value("scope"));
      assertThat(api.post(RULES + "/import", Json.object()).json(400).path("field"))
          .isEqualTo(Json.value("rules"));
      assertThat(api.post(RULES + "/rule-1/dance", Json.object()).status()).isEqualTo(404);
      assertThat(api.get(RULES + "/preview").status()).isEqualTo(405);
      assertThat(api.get(RULES + "/rule-1/enable").status()).isEqualTo(405);
    }
  }

  @Nested
  class Whoever {

    @Test
    void mayOnlyWatchMakesNoRules() {
      try (var guarded = HubUnderTest.started("--answers-need-token")) {
        var peer = guarded.api();
        assertThat(peer.post(RULES, ofSkill()).status()).isEqualTo(403);
        assertThat(peer.post(RULES + "/import", Json.object("rules", List.of())).status())
            .isEqualTo(403);
        assertThat(peer.delete(RULES + "/rule-1").status()).isEqualTo(403);
        assertThat(peer.post(RULES + "/rule-1/enable", Json.object()).status()).isEqualTo(403);
        peer.get(RULES).json(200);
        peer.post(RULES + "/preview", ofSkill()).json(200);
        guarded.tokenApi().post(RULES, ofSkill()).json(201);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    @Test
    void asksIsNotAnsweredByARuleOfItsOwn() {
      asker.post(RULES, ofSkill()).json(201);
      asker.post(ASK, question("Push?")).json(201);
      api.post(ASK, question("Push?")).json(200);
    }
  }

  @Nested
  class AtTheTerminal {

    private String run(int code, String... arguments) throws IOException {
      var all = new ArrayList<>(List.of(arguments));
      all.addAll(List.of("--url", hub.socket("/").toString()));
      var ended = HubProcess.runToEnd(directory, all.toArray(String[]::new));
      assertThat(ended.exitCode()).as(ended.output()).isEqualTo(code);
      return ended.output();
    }

    @Test
    void rulesAreMadeListedShownAndDeleted() throws IOException {
      assertThat(run(0, "rules")).contains("every question is asked");
      var made = run(0, "rules", "add", "yes", "--skill", skill, "--for", "2h,3x");
      assertThat(made).contains("would have answered 0 of the last");
      var rule = made.lines().filter(line -> line.startsWith("rule-")).findFirst().orElseThrow();

      assertThat(run(0, "ask", "--prompt", "Push?", "--option", "yes", "--skill", skill))
          .isEqualTo("yes\n");
      assertThat(run(0, "rules", "ls")).contains(rule, "2 more times", "skill " + skill);
      assertThat(run(0, "rules", "show", rule)).contains("used          1 time", "Push?");
      assertThat(run(0, "rules", "preview", "no", "--skill", skill)).contains("answered 0 of");
      run(0, "rules", "disable", rule);
      assertThat(run(0, "rules", "--json")).contains("\"enabled\":false");
      run(0, "rules", "enable", rule);

      Files.writeString(directory.resolve("rules.json"), run(0, "rules", "export"));
      run(0, "rules", "rm", rule);
      assertThat(run(76, "rules", "show", rule)).contains("unknown_rule");
      assertThat(run(0, "rules", "import", "rules.json")).startsWith("rule-");
      assertThat(run(0, "rules")).contains(skill);
    }

    @Test
    void aRuleAboutEverythingIsNotMadeByAccident() throws IOException {
      assertThat(run(2, "rules", "add", "yes")).contains("say which questions");
      assertThat(run(2, "rules", "add", "yes", "--skill", skill, "--everything"))
          .contains("--everything");
      assertThat(run(2, "rules", "add", "yes", "--skill", skill, "--for", "ever"))
          .contains("says not how long");
    }

    @Test
    void aFileThatHoldsNoRulesIsRefused() throws IOException {
      Files.writeString(directory.resolve("text"), "hello");
      run(66, "rules", "import", "text");
      run(66, "rules", "import", "missing");
      Files.writeString(
          directory.resolve("half"),
          "{\"rules\":[{\"scope\":{},\"response\":\"yes\"},{\"response\":\"yes\"}]}");
      assertThat(run(76, "rules", "import", "half")).contains("rule 2 of the file is refused");
    }
  }
}
