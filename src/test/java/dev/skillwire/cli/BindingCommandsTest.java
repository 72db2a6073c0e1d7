package dev.skillwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.cli.base.ExitCode;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Commands about what an answer is good for.
class BindingCommandsTest extends CommandsUnderTest {

  @Nested
  class Using {

    /// printf '{"run":"git push"}' | sha256sum
    private static final String DIGEST =
        "\"action_digest\":\"244fd56c567962874e35d32dbb920213bd76735d972de8e3aebfd65418615e68\"";

    @Test
    void tellsTheDigestOfWhatIsAboutToRun() {
      assertThat(run("", "use", "a/b", "--action", "git push", "--response", "yes"))
          .isEqualTo(ExitCode.OK);
      assertThat(requests.getLast())
          .isEqualTo("POST /api/v1/confirmations/a%2Fb/use {" + DIGEST + ",\"response\":\"yes\"}");
      assertThat(out()).isEmpty();
      assertThat(run("", "use", "q", "--action", " { \"run\" : \"git push\" } ", "--json"))
          .isEqualTo(ExitCode.OK);
      assertThat(requests.getLast()).contains(DIGEST);
      assertThat(out()).isEqualTo("{}\n");
    }

    @Test
    void hasACodeForWhatMayNotRun() {
      status = 409;
      answers.put(
          "/api/v1/confirmations/q/use", "{'code':'already_used','detail':'It was used already.'}");
      assertThat(run("", "use", "q", "--action", "git push")).isEqualTo(ExitCode.REFUSED);
      assertThat(err()).contains("already_used");
    }

    @Test
    void refusesAnActionThatHasNoDigest() {
      assertThat(run("", "use", "q", "--action", "{\"n\":9007199254740993}"))
          .isEqualTo(ExitCode.USAGE);
      assertThat(run("", "use", "q", "--action", "{\"n\":")).isEqualTo(ExitCode.USAGE);
      assertThat(requests).isEmpty();
    }
  }

  @Nested
  class AnsweringMany {

    @BeforeEach
    void open() {
      answers.put(
          "/api/v1/confirmations",
          "{'confirmations':[{'id':'a-1','skill_name':'deploy','prompt':'Go on?','options':['yes','no'],"
              + "'action':{'run':'x'},'action_digest':'d1g'},"
              + "{'id':'b-1','skill_name':'other','prompt':'Go?','options':['yes','no']},"
              + "{'id':'c-1','skill_name':'deploy','prompt':'Wipe?','options':['yes'],'risk':'high'},"
              + "{'id':'d-1','skill_name':'deploy','prompt':'Which?','options':['red','green']}]}");
      answers.put(
          "/api/v1/confirmations/answers",
          "{'results':[{'seq':7,'id':'a-1'},{'id':'b-1','code':'already_answered','message':'too late'}]}");
    }

    @Test
    void showsThemAndSendsEachWithItsDigest() {
      assertThat(run("", "answer", "--all", "yes", "--yes", "--comment", "ok"))
          .isEqualTo(ExitCode.REFUSED);
      assertThat(requests.getLast())
          .isEqualTo(
              "POST /api/v1/confirmations/answers {\"answers\":["
                  + "{\"response\":\"yes\",\"remember\":\"none\",\"comment\":\"ok\",\"action_digest\":\"d1g\",\"id\":\"a-1\"},"
                  + "{\"response\":\"yes\",\"remember\":\"none\",\"comment\":\"ok\",\"id\":\"b-1\"}]}");
      assertThat(err())
          .contains(
              "Go on?", "\"run\":\"x\"", "1 of high risk left out", "too late (already_answered)")
          .doesNotContain("Wipe?");
      assertThat(out()).isEqualTo("Answered: 1, refused: 1\n");
    }

    @Test
    void takesOnlyThoseThatAreNamed() {
      answers.put("/api/v1/confirmations/answers", "{'results':[{'seq':7,'id':'a-1'}]}");
      assertThat(run("", "answer", "--all", "yes", "--yes", "--skill", "deploy"))
          .isEqualTo(ExitCode.OK);
      assertThat(requests.getLast()).contains("a-1").doesNotContain("b-1");
      assertThat(run("", "answer", "--all", "yes", "--yes", "--id", "b")).isEqualTo(ExitCode.OK);
      assertThat(requests.getLast()).contains("b-1").doesNotContain("a-1");
    }

    @Test
    void answersNothingUnasked() {
      assertThat(run("y\n", "answer", "--all", "yes")).isEqualTo(ExitCode.USAGE);
      assertThat(err()).contains("needs --yes");
      assertThat(run("", "answer", "a", "--all", "yes")).isEqualTo(ExitCode.USAGE);
      assertThat(run("", "answer", "--yes")).isEqualTo(ExitCode.USAGE);
      assertThat(run("", "answer", "--all", "yes", "--edit")).isEqualTo(ExitCode.USAGE);
      assertThat(run("", "answer", "--all", "maybe", "--yes")).isEqualTo(ExitCode.OK);
      assertThat(err()).contains("No question is open that this answers.");
      assertThat(requests).noneMatch(request -> request.startsWith("POST"));
    }
  }

  @Nested
  class Editing {

    @BeforeEach
    void open() {
      answers.put(
          "/api/v1/confirmations",
          "{'confirmations':[{'id':'q-1','prompt':'Go?','options':['yes','no'],'allow_edit':true,"
              + "'action':{'run':'git push'},'action_digest':'d1g'},"
              + "{'id':'r-1','prompt':'Go?','options':['yes','no'],'action':{'run':'git push'}}]}");
    }

    @Test
    void takesWhatTheEditorMadeOfIt() throws Exception {
      var editor = home.resolve("my editor");
      Files.writeString(editor, "#!/bin/sh\nsed -i 's/push/pull/' \"$2\"\n");
      assertThat(editor.toFile().setExecutable(true)).isTrue();
      environment.put("EDITOR", "'" + editor + "' --wait");
      assertThat(run("", "answer", "q", "yes", "--edit")).as(err()).isEqualTo(ExitCode.OK);
      assertThat(requests.getLast())
          .endsWith("\"action_digest\":\"d1g\",\"edited_action\":{\"run\":\"git pull\"}}");
    }

    @Test
    void takesAFile() throws Exception {
      var file = home.resolve("action.json");
      Files.writeString(file, "{\"run\":\"true\"}");
      assertThat(run("", "answer", "q", "yes", "--edited-action", file.toString()))
          .isEqualTo(ExitCode.OK);
      assertThat(requests.getLast()).endsWith("\"edited_action\":{\"run\":\"true\"}}");
    }

    @Test
    void answersNothingWhereNothingGoodComesOfIt() throws Exception {
      var file = home.resolve("action.json");
      Files.writeString(file, "[1]");
      var name = file.toString();
      assertThat(run("", "answer", "q", "yes", "--edited-action", name)).isEqualTo(ExitCode.USAGE);
      assertThat(run("", "answer", "q", "yes", "--edited-action", "/no")).isEqualTo(ExitCode.USAGE);
      assertThat(run("", "answer", "q", "yes", "--edit", "--edited-action", name))
          .isEqualTo(ExitCode.USAGE);
      environment.put("EDITOR", "false");
      assertThat(run("", "answer", "q", "yes", "--edit")).isEqualTo(ExitCode.FAILED);
      environment.remove("EDITOR");
      assertThat(run("", "answer", "q", "yes", "--edit")).isEqualTo(ExitCode.USAGE);
      assertThat(err()).contains("set EDITOR");
      assertThat(run("", "answer", "r", "yes", "--edit")).isEqualTo(ExitCode.REFUSED);
      assertThat(err()).contains("can't be changed");
      assertThat(requests).noneMatch(request -> request.startsWith("POST"));
    }
  }
}
