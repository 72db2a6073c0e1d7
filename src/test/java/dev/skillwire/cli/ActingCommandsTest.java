package dev.skillwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.cli.base.ExitCode;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// The commands that change something: answer, emit, cancel, token.
class ActingCommandsTest extends CommandsUnderTest {

  @Nested
  class Answering {

    @BeforeEach
    void open() {
      answers.put(
          "/api/v1/confirmations",
          "{'confirmations':[{'id':'q-1','skill_id':'','prompt':'Go?','options':['yes','no'],'risk':'high',"
              + "'action_digest':'d1g','remaining_seconds':20}]}");
    }

    @Test
    void sendsTheOptionAndTheDigestOfWhatWasShown() {
      assertThat(run("", "answer", "q", "y", "--comment", "fine")).isEqualTo(ExitCode.OK);
      assertThat(requests.getLast())
          .isEqualTo(
              "POST /api/v1/confirmations/q-1/answer "
                  + "{\"response\":\"yes\",\"remember\":\"none\",\"comment\":\"fine\",\"action_digest\":\"d1g\"}");
      assertThat(out()).isEqualTo("Answered: yes\n");
    }

    @Test
    void saysWhatIsRememberedAndWhatIsNot() {
      answers.put("/api/v1/confirmations/q-1/answer", "{'saved_as':'rule-7'}");
      var how = List.of("answer", "q", "y", "--remember", "this-skill", "--remember-for", "2h,3x");
      assertThat(run("", how.toArray(String[]::new))).isEqualTo(ExitCode.OK);
      assertThat(requests.getLast())
          .contains("\"remember\":\"this-skill\",\"remember_for\":{\"seconds\":7200,\"uses\":3}");
      assertThat(err()).contains("answered by rule-7");
      answers.put("/api/v1/confirmations/q-1/answer", "{'not_remembered':'too risky'}");
      assertThat(run("", how.toArray(String[]::new))).isEqualTo(ExitCode.OK);
      assertThat(err()).contains("Not remembered: too risky");
    }

    @Test
    void refusesATimeThatIsNoneOrForNothing() {
      assertThat(run("", "answer", "q", "y", "--remember-for", "2h")).isEqualTo(ExitCode.USAGE);
      assertThat(run("", "answer", "q", "y", "--remember", "always", "--remember-for", "long"))
          .isEqualTo(ExitCode.USAGE);
      assertThat(err()).contains("'long' says not how long");
      assertThat(requests).isEmpty();
    }

    @Test
    void hasACodeForAnOptionThatIsNotOffered() {
      assertThat(run("", "answer", "q-1", "maybe")).isEqualTo(ExitCode.NOT_OFFERED);
      assertThat(err()).contains("'maybe' is not offered. Options: yes, no");
    }

    @Test
    void saysWhoWasFirst() {
      status = 409;
      answers.put(
          "/api/v1/confirmations/q-1/answer",
          "{'code':'already_answered','detail':'too late','response':'no','answered_by':{'name':'Ada','kind':'human'}}");
      assertThat(run("", "answer", "q-1", "yes")).isEqualTo(ExitCode.REFUSED);
      assertThat(err()).contains("Answered by Ada: no (already_answered)");
    }

    @Test
    void saysHowAQuestionEndedThatIsNoLongerOpen() {
      answers.put(
          "/api/v1/confirmations/q-9",
          "{'id':'q-9','status':'answered','response':'no','answered_by':{'name':'Ada','kind':'human'}}");
      assertThat(run("", "answer", "q-9", "yes")).isEqualTo(ExitCode.REFUSED);
      assertThat(err()).contains("the question q-9 is no longer open. Answered by Ada: no.");
    }

    @Test
    void tellsWhoIsToDecideAndWhoDidSomething() {
      answers.put(
          "/api/v1/confirmations",
          "{'confirmations':[{'id':'q-1','prompt':'Go?','options':['yes','no'],'quorum':2,"
              + "'votes':[{'response':'yes','by':{'name':'ann'}}],'claimed_by':{'name':'ben'}}]}");
      assertThat(run("", "answer")).isEqualTo(ExitCode.OK);
      assertThat(out())
          .contains("2 people must say the same", "said so far: yes by ann", "Looked into by ben");
    }

    @Test
    void saysThatNothingIsOpen() {
      answers.put("/api/v1/confirmations", "{'confirmations':[]}");
      assertThat(run("", "answer")).isEqualTo(ExitCode.OK);
      assertThat(out()).isEmpty();
      assertThat(err()).contains("No question is open.");
    }

    @Test
    void refusesWordsThatMeanNothing() {
      assertThat(run("", "answer", "q-1", "yes", "--remember", "sometimes"))
          .isEqualTo(ExitCode.USAGE);
      assertThat(err()).contains("--remember is 'sometimes'");
      err.reset();
      assertThat(run("", "ask", "--prompt", "?", "--option", "yes", "--timeout", "0"))
          .isEqualTo(ExitCode.USAGE);
      assertThat(err()).contains("--timeout is '0'");
    }

    @Test
    void listsWhereThereIsNoTerminal() {
      assertThat(run("", "answer")).isEqualTo(ExitCode.OK);
      assertThat(out()).contains("? Go? [yes | no] skillwire answer q-1");
    }

    @Test
    void proposesCommandsThatReachTheSameHub() {
      assertThat(run("", "answer")).isEqualTo(ExitCode.OK);
      assertThat(out()).endsWith("skillwire answer q-1\n");
      out.reset();
      environment.remove("SKILLWIRE_URL");
      var url = "ws://localhost:" + api.getAddress().getPort();
      assertThat(run("", "answer", "--url", url)).isEqualTo(ExitCode.OK);
      assertThat(out()).endsWith("skillwire answer q-1 --url " + url + "/\n");
      out.reset();
      answers.put("/api/v1/skills", "{'skills':[{'skill_id':'r1','waiting':true}]}");
      assertThat(run("", "ls", "--url", url)).isEqualTo(ExitCode.OK);
      assertThat(err()).contains("skillwire answer --url " + url + "/");
    }

    @Test
    void namesAHubOnlyThatIsNotTheOneFoundAnyway() {
      environment.put("SKILLWIRE_URL", "ws://127.0.0.1:" + api.getAddress().getPort());
      var url = "localhost:" + api.getAddress().getPort();
      assertThat(run("", "answer", "--url", url)).isEqualTo(ExitCode.OK);
      assertThat(out()).endsWith("skillwire answer q-1\n");
    }

    @Test
    void knowsNoOtherQuestion() {
      assertThat(run("", "answer", "zzz", "yes")).isEqualTo(ExitCode.REFUSED);
      var words = err();
      err.reset();
      assertThat(run("", "answer", "zzz")).isEqualTo(ExitCode.REFUSED);
      assertThat(err()).isEqualTo(words).contains("no open question begins with 'zzz'");
    }
  }

  @Nested
  class Emitting {

    @Test
    void publishesFieldsAndPrintsTheRunThatBegan() {
      answers.put("/api/v1/events", "{'results':[{'seq':4,'skill_id':'r7'}]}");
      assertThat(run("", "emit", "skill_started", "skill_name=backup", "total_steps=2"))
          .isEqualTo(ExitCode.OK);
      assertThat(requests.getLast())
          .isEqualTo(
              "POST /api/v1/events {\"type\":\"skill_started\",\"skill_name\":\"backup\",\"total_steps\":2}\n");
      assertThat(out()).isEqualTo("r7\n");
    }

    @Test
    void publishesTheInputAndNamesWhatWasRefused() {
      answers.put(
          "/api/v1/events",
          "{'results':[{'seq':4},{'code':'unknown_skill','message':'no such run'}]}");
      assertThat(run("{\"type\":\"a\"}\n{\"type\":\"b\"}\n", "emit")).isEqualTo(ExitCode.REFUSED);
      assertThat(out()).isEqualTo("4\n");
      assertThat(err()).contains("event 2 (line 2) was refused: no such run (unknown_skill)");
    }

    @Test
    void publishesEveryGoodLineNamesTheBadOnesAndEndsWithACodeForThem() {
      answers.put("/api/v1/events", "{'results':[{'seq':4},{'seq':5}]}");
      assertThat(run("{\"type\":\"a\"}\n{\"type\":}\n{\"type\":\"b\"}\n", "emit"))
          .isEqualTo(ExitCode.USAGE);
      assertThat(requests.getLast()).endsWith("{\"type\":\"a\"}\n{\"type\":\"b\"}\n");
      assertThat(out()).isEqualTo("4\n5\n");
      assertThat(err()).contains("line 2 of the input");
    }

    @Test
    void hintsAtASlipInAType() {
      answers.put("/api/v1/events", "{'results':[{'seq':4}]}");
      assertThat(run("", "emit", "skil_started", "skill_name=x")).isEqualTo(ExitCode.OK);
      assertThat(err()).contains("did you mean skill_started?");
      err.reset();
      assertThat(run("", "emit", "deploy_note", "text=x")).isEqualTo(ExitCode.OK);
      assertThat(err()).isEmpty();
    }
  }

  @Nested
  class Cancelling {

    @Test
    void asksTheHubByTheBeginningOfAnId() {
      answers.put("/api/v1/skills", "{'skills':[{'skill_id':'abc1'},{'skill_id':'xyz'}]}");
      answers.put("/api/v1/skills/abc1/cancel", "{'seq':7}");
      assertThat(run("", "cancel", "ab")).isEqualTo(ExitCode.OK);
      assertThat(requests.getLast()).startsWith("POST /api/v1/skills/abc1/cancel ");
      assertThat(out()).contains("Asked to end: abc1");
    }
  }

  @Nested
  class Tokens {

    @Test
    void areMadeListedAndRevoked() {
      assertThat(run("", "token", "add", "phone", "--role", "answerer,observer"))
          .isEqualTo(ExitCode.OK);
      assertThat(out().strip()).matches("[A-Za-z0-9_-]{22,}");
      out.reset();
      assertThat(run("", "token", "ls")).isEqualTo(ExitCode.OK);
      assertThat(out()).contains("main ").containsPattern("phone +answerer, observer");
      assertThat(run("", "token", "revoke", "phone")).isEqualTo(ExitCode.OK);
      assertThat(run("", "token", "revoke", "phone")).isEqualTo(ExitCode.REFUSED);
      out.reset();
      assertThat(run("", "token", "ls")).isEqualTo(ExitCode.OK);
      assertThat(out()).doesNotContain("phone");
    }

    @Test
    void sayWhatIsWrong() {
      assertThat(run("", "token", "add", "phone", "--role", "king")).isEqualTo(ExitCode.USAGE);
      assertThat(err())
          .contains("'king' is no role; roles are observer, answerer, publisher, admin");
      err.reset();
      assertThat(run("", "token", "add", "a b", "--role", "admin")).isEqualTo(ExitCode.USAGE);
      assertThat(err()).contains("A token's name is");
      err.reset();
      assertThat(run("", "token", "revoke", "main")).isEqualTo(ExitCode.USAGE);
      assertThat(err()).contains("replaced, not revoked");
      err.reset();
      assertThat(run("", "token")).isEqualTo(ExitCode.USAGE);
      assertThat(err()).contains("add, ls or revoke");
    }
  }
}
