package dev.skillwire.cli.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ExitCodeTest {

  /// What a shell tells of a program that signal 13 ended.
  private static final int SIGPIPE = 128 + 13;

  private static final class PortTakenException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void tellsWhyAHubDidNotStart() {
    assertThat(ExitCode.of(new IOException(new PortTakenException())))
        .isEqualTo(ExitCode.PORT_TAKEN);
    assertThat(ExitCode.of(new IOException("something else"))).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void hasOneMeaningForEachCodeAndLeavesTheLaunchersAlone() throws Exception {
    var codes =
        Arrays.stream(ExitCode.class.getFields())
            .filter(field -> Modifier.isStatic(field.getModifiers()))
            .map(
                field -> {
                  try {
                    return field.getInt(null);
                  } catch (IllegalAccessException e) {
                    throw new AssertionError(e);
                  }
                })
            .collect(Collectors.toList());
    assertThat(codes)
        .doesNotHaveDuplicates()
        .doesNotContain(69, 70)
        .allMatch(code -> (code >= 0 && code < 126) || code == SIGPIPE);
  }
}
