package dev.skillwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.cli.base.ExitCode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest extends CommandsUnderTest {

  @Nested
  class Help {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "serve",
          "run",
          "demo",
          "watch",
          "answer",
          "rules",
          "ls",
          "show",
          "emit",
          "ask",
          "cancel",
          "token",
          "daemon",
          "schedule",
          "lint",
          "heals",
          "open"
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
}
