package dev.skillwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.cli.base.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

  @TempDir private Path home;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> answers = new HashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private int status = 200;
  private HttpServer api;

  @BeforeEach
  void start() throws IOException {
    api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.createContext(
        "/",
        exchange -> {
          var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
          var answer =
              answers
                  .getOrDefault(exchange.getRequestURI().getPath(), "{}")
                  .replace('\'', '"')
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(
              exchange.getRequestMethod().equals("GET") ? 200 : status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    api.start();
    environment.put("SKILLWIRE_URL", "ws://localhost:" + api.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    api.stop(0);
  }

  private int run(String input, String... arguments) {
    var around =
        new Surroundings(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            home,
            home,
            false,
            () -> false,
            InstantSource.system());
    return Main.run(around, arguments);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Nested
  class Help {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "serve", "run", "demo", "watch", "answer", "rules", "ls", "show", "emit", "ask", "cancel", "token"
        })
    void ofEveryCommandHasExamplesAndExitCodes(String command) {
      assertThat(run("", "help", command)).isEqualTo(ExitCode.OK);
      assertThat(out())
          .contains("Examples:", "skillwire " + command, "Exit codes:")
          .doesNotContain("\u001b");
      out.reset();
      assertThat(run("", command, "--help")).isEqualTo(ExitCode.OK);
      assertThat(out()).contains("Examples:");
    }

    @Test
    void listsEveryCommandAndTellsTheVersion() {
      assertThat(run("", "--help")).isEqualTo(ExitCode.OK);
      assertThat(out())
          .contains("demo", "serve", "run", "watch", "answer", "ls", "show", "emit", "ask");
      out.reset();
      assertThat(run("", "--version")).isEqualTo(ExitCode.OK);
      assertThat(out()).startsWith("skillwire ");
    }

    @Test
    void isShownForWhatIsNoCommand() {
      assertThat(run("", "dance")).isEqualTo(ExitCode.USAGE);
      assertThat(err()).contains("dance");
    }

    @Test
    void isOfferedInTwoLinesForWhatIsNearlyACommandOrAnOption() {
      assertThat(run("", "hlep")).isEqualTo(ExitCode.USAGE);
      assertThat(err())
          .isEqualTo(
              "skillwire: there is no command 'hlep'; did you mean help?\nSee 'skillwire help'.\n");
      err.reset();
      assertThat(run("", "ls", "--jsn")).isEqualTo(ExitCode.USAGE);
      assertThat(err())
          .isEqualTo(
              "skillwire: there is no option --jsn; did you mean --json?\nSee 'skillwire help ls'.\n");
      err.reset();
      assertThat(run("", "run", "x.yaml", "--input", "a")).isEqualTo(ExitCode.USAGE);
      assertThat(err()).contains("--input").doesNotContain("option option");
      err.reset();
      assertThat(run("", "watch", "--type", "a\"b", "x")).isEqualTo(ExitCode.USAGE);
      assertThat(err()).doesNotContain("picocli");
    }

    @Test
    void isNotNeededForALogLevelThatIsNone() {
      environment.put("SKILLWIRE_LOG_LEVEL", "LOUD");
      assertThat(run("", "ls")).isEqualTo(ExitCode.USAGE);
      assertThat(err()).contains("SKILLWIRE_LOG_LEVEL is 'LOUD'");
    }

    @Test
    void isAsWideAsTheTerminal() {
      environment.put("COLUMNS", "60");
      assertThat(run("", "help", "serve")).isEqualTo(ExitCode.OK);
      assertThat(out().lines().filter(line -> !line.startsWith("  skillwire")))
          .allMatch(line -> line.length() <= 60);
    }
  }

  @Nested
  class WithoutAHub {

    @Test
    void saysSoAndWhatToDo() {
      api.stop(0);
      for (var command : List.of("ls", "watch", "answer")) {
        err.reset();
        assertThat(run("", command)).as(command).isEqualTo(ExitCode.NO_HUB);
        assertThat(err()).contains("no hub runs at ws://localhost:").contains("skillwire serve");
      }
    }
  }

  @Nested
  class Serving {

    @Test
    void refusesASettingItCantUse() {
      assertThat(run("", "serve", "--port", "high")).isEqualTo(ExitCode.USAGE);
      assertThat(err()).contains("--port is 'high'");
    }

    @Test
    void endsWithTheSameCodeForASettingThatProvesUnusable() {
      for (var host : List.of("no.such.host.invalid", "192.0.2.1")) {
        err.reset();
        assertThat(run("", "serve", "--memory", "--port", "0", "--insecure", "--host", host))
            .as(host)
            .isEqualTo(ExitCode.USAGE);
      }
      assertThat(run("", "serve", "--memory", "--port", "0", "--host", "0.0.0.0"))
          .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void saysWhyAFileCantBeUsed() {
      assertThat(run("", "serve", "--config", "/nope")).isEqualTo(ExitCode.USAGE);
      assertThat(err()).contains("/nope: there is no such file or directory");
      err.reset();
      var file = home.resolve("file").toFile();
      assertThat(create(file)).isTrue();
      assertThat(run("", "serve", "--port", "0", "--data", file.toString())).isNotEqualTo(0);
      assertThat(err()).containsPattern("file: [a-z]");
    }

    private boolean create(java.io.File file) {
      try {
        return file.createNewFile();
      } catch (IOException e) {
        return false;
      }
    }
  }

  @Nested
  class Demo {

    @Test
    void saysThatItNeedsAGitWorkTree() {
      assertThat(run("", "demo", "--once")).isEqualTo(ExitCode.NO_INPUT);
      assertThat(err()).contains("is no git work tree");
    }

    @Test
    void saysThatAGitDirectoryIsNoWorkTree() throws Exception {
      var git = new ProcessBuilder("git", "init", "-q", "--bare", home.toString()).start();
      assertThat(git.waitFor()).isZero();
      assertThat(run("", "demo", "--once")).isEqualTo(ExitCode.NO_INPUT);
      assertThat(err()).contains("is inside a git directory, not in a work tree");
    }
  }

  @Nested
  class Listing {

    @Test
    void showsARunInALineAndEscapesNothingDangerous() {
      answers.put(
          "/api/v1/skills",
          "{'skills':[{'skill_id':'0123456789','skill_name':'de\\u001bploy','status':'running','waiting':true,"
              + "'current_step':1,'total_steps':3}]}");
      assertThat(run("", "ls")).isEqualTo(ExitCode.OK);
      assertThat(out()).isEqualTo("0123456789  waiting    deploy  step 2 of 3\n");
    }

    @Test
    void printsTheHubsOwnWordsAsJson() {
      answers.put("/api/v1/skills", "{'skills':[],'more':1}");
      assertThat(run("", "ls", "--json")).isEqualTo(ExitCode.OK);
      assertThat(out()).isEqualTo("{\"skills\":[],\"more\":1}\n");
    }

    @Test
    void showsOneRunByTheBeginningOfItsId() {
      answers.put("/api/v1/skills", "{'skills':[{'skill_id':'abc1'},{'skill_id':'xyz'}]}");
      answers.put(
          "/api/v1/skills/abc1",
          "{'skill_id':'abc1','skill_name':'build','status':'failed','error':'no',"
              + "'steps':[{'index':0,'name':'compile','status':'failed','error':'no','heals':[{'fix_action':'clean','success':false}]}]}");
      assertThat(run("", "show", "ab")).isEqualTo(ExitCode.OK);
      assertThat(out()).contains("build  abc1", "1. failed  compile", "not healed: clean");
    }
  }

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
      assertThat(err()).contains("Answered by Ada: no.");
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
    void knowsNoOtherQuestion() {
      assertThat(run("", "answer", "zzz", "yes")).isEqualTo(ExitCode.REFUSED);
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
