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
