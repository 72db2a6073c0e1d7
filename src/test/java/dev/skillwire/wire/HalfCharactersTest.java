package dev.skillwire.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HalfCharactersTest {

  @ParameterizedTest
  @CsvSource({
    "\\ud83d, \\ufffd",
    "a\\uDE80b, a\\ufffdb",
    "\\ude80\\ud83d, \\ufffd\\ufffd",
    "\\ud83d\\ud83d\\ude80, \\ufffd\\ud83d\\ude80",
    "\\ud83dx\\ude80, \\ufffdx\\ufffd",
    "\\\\\\ud83d, \\\\\\ufffd",
    "\\n\\udC80\\n, \\n\\ufffd\\n"
  })
  void areReplaced(String json, String expected) {
    assertThat(HalfCharacters.replaced(json)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain",
        "\\",
        "\\u",
        "\\ud8",
        "\\ud83",
        "\\ud83g",
        "\\ud83d\\ude80",
        "\\uD83D\\uDE80",
        "\\\\ud83d",
        "\\u00e4",
        "\\\"\\ud7ff\\ue000"
      })
  void areNothingElse(String json) {
    assertThat(HalfCharacters.replaced(json)).isSameAs(json);
  }
}
