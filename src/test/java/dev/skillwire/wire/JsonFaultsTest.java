package dev.skillwire.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFaultsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1|it ends too early (line 1,",
        "{\"a\":\"b|it ends too early (line 1,",
        "{\"a\":1,\"a\":2}|the name 'a' is there twice (line 1,",
        "{\"a\":NaN}|'NaN' is no number (line 1,",
        "{\"a\":-INF}|is no number (line 1,",
        "{\"a\":maybe}|the word 'maybe' is no value (line 1,",
        "{\"a\":\"\\x\"}|'\\x' is no escape (line 1,",
        "{\"a\":012}|a number is written wrongly (line 1,",
        "{\"a\":1.}|(line 1,",
        "{\"a\":1} {}|more follows where it should end (line 1,",
        "{\"a\" 1}|'1' is not expected here (line 1,",
        "{'a':1}|''' is not expected here (line 1,",
        "{\"a\":1]|']' closes nothing that is open (line 1,",
        "{\"a\":+1}|(line 1,"
      })
  void areToldInPlainWords(String text, String words) {
    assertThat(words(text)).startsWith("This is not JSON: ").contains(words).endsWith(").");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":\"\t\"}", "\u0001", "{\"a\":\"\\u12\"}", "[1,,2]", "{,}", "{\"a\":--1}",
            "{\"a\":1e}",
        "nul", "{\"a\":tru}", "/* c */ {}", "{\"a\":.5}", "{\"a\":0x1}", "\uFEFF\uFEFF{}",
            "{\"a\":Infinity}"
      })
  void neverNameThePartsOfTheParser(String text) {
    assertThat(words(text))
        .startsWith("This is not JSON: ")
        .doesNotContainPattern("[A-Z]{4}_|[a-z][A-Z][a-z]+[A-Z]|Feature|Source|Token|`|negative");
  }

  @ParameterizedTest
  @ValueSource(ints = {65, 200})
  void tellLimits(int depth) {
    assertThat(words("{\"a\":" + "[".repeat(depth)))
        .contains("objects and arrays lie deeper than 64 levels");
    assertThat(words("{\"a\":" + "1".repeat(401) + "}"))
        .contains("a number has more than 400 characters");
  }

  private static String words(String text) {
    return String.valueOf(
        catchThrowableOfType(BadMessage.class, () -> JsonText.object(text)).getMessage());
  }
}
