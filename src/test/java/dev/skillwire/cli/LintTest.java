package dev.skillwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.cli.base.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class LintTest extends CommandsUnderTest {

  private void file(String name, String text) throws IOException {
    Files.writeString(home.resolve(name), text);
  }

  @Test
  void isSilentAboutAGoodFile() throws Exception {
    file("good.yaml", "steps: [{run: 'true'}]\n");

    assertThat(run("", "lint", "good.yaml")).isEqualTo(ExitCode.OK);
    assertThat(out()).isEmpty();
    assertThat(requests).isEmpty();
  }

  @Test
  void tellsEveryFaultOfEveryFileWithItsPlace() throws Exception {
    file("a.yaml", "steps:\n- {rum: x}\n- {run: x, on_error: contine}\n");
    file("b.yaml", "steps: [{run: 'echo {{ x'}]\n");

    assertThat(run("", "lint", "a.yaml", "b.yaml", "c.yaml")).isEqualTo(ExitCode.NO_INPUT);
    assertThat(out())
        .contains("a.yaml:2:4: a step has no 'rum'; did you mean 'run'?\n")
        .contains("a.yaml:3:22: ", "did you mean 'continue'?")
        .contains("b.yaml:1:")
        .contains("c.yaml: there is no such file");
  }

  @Test
  void countsHintsOnlyWhenItIsStrict() throws Exception {
    file("a.yaml", "steps:\n- {run: 'echo {{ today }}'}\n");

    assertThat(run("", "lint", "a.yaml")).isEqualTo(ExitCode.OK);
    assertThat(out()).startsWith("a.yaml:2: hint: {{ today }} goes into a shell command as it is");
    assertThat(run("", "lint", "--strict", "a.yaml")).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void isForProgramsToo() throws Exception {
    file("a.yaml", "steps:\n- {rum: x}\n");

    assertThat(run("", "lint", "--json", "a.yaml")).isEqualTo(ExitCode.NO_INPUT);
    assertThat(out()).contains("\"ok\":false", "\"file\":\"a.yaml\"", "\"line\":2", "\"column\":4");
  }
}
