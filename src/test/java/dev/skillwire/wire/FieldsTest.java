package dev.skillwire.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skillwire.core.Reason;
import dev.skillwire.core.Risk;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {

  @Test
  void anAbsentFieldAndNullAreTheSame() throws BadMessage {
    for (var json : new String[] {"{}", "{\"f\":null}"}) {
      var fields = fields(json);
      assertThat(fields.text("f")).isNull();
      assertThat(fields.text("f", "otherwise")).isEqualTo("otherwise");
      assertThat(fields.whole("f")).isNull();
      assertThat(fields.index("f")).isNull();
      assertThat(fields.number("f")).isNull();
      assertThat(fields.truth("f")).isNull();
      assertThat(fields.object("f")).isNull();
      assertThat(fields.any("f")).isNull();
      assertThat(fields.texts("f")).isNull();
      assertThat(fields.textsOrNone("f")).isEmpty();
      assertThat(fields.objects("f")).isEmpty();
      assertThat(fields.word("f", Risk.class, Risk.LOW)).isEqualTo(Risk.LOW);
      assertRefused(() -> fields.needed("f"));
      assertRefused(() -> fields.neededIndex("f"));
    }
    assertThat(fields("{\"f\":null}").isNull("f")).isTrue();
    assertThat(fields("{}").isNull("f")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "-7, -7",
    "12.0, 12",
    "1e3, 1000",
    "9223372036854775807, 9223372036854775807"
  })
  void aWholeNumberMayBeWrittenWithAFraction(String written, long value) throws BadMessage {
    assertThat(fields("{\"f\":" + written + "}").whole("f")).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "9223372036854775808", "1e30", "\"7\"", "true", "[7]", "{}"})
  void nothingElseIsAWholeNumber(String written) {
    assertRefused(() -> fields("{\"f\":" + written + "}").whole("f"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "2147483648", "0.5"})
  void anIndexIsFromZero(String written) {
    assertRefused(() -> fields("{\"f\":" + written + "}").index("f"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e400", "-1e400", "\"7\"", "true", "[]"})
  void aNumberIsFinite(String written) {
    assertRefused(() -> fields("{\"f\":" + written + "}").number("f"));
  }

  @Test
  void whatHasAnotherTypeIsRefusedByName() {
    var number = fields("{\"f\":7}");
    assertRefused(() -> number.text("f"));
    assertRefused(() -> number.truth("f"));
    assertRefused(() -> number.object("f"));
    assertRefused(() -> number.texts("f"));
    assertRefused(() -> number.objects("f"));
    assertRefused(() -> number.word("f", Risk.class, Risk.LOW));
    assertRefused(() -> fields("{\"f\":[\"a\",7]}").texts("f"));
    assertRefused(() -> fields("{\"f\":[{},7]}").objects("f"));
    assertRefused(() -> fields("{\"f\":\"LOW\"}").word("f", Risk.class, Risk.LOW));
    assertRefused(() -> fields("{\"f\":\"enormous\"}").word("f", Risk.class, Risk.LOW));
  }

  private static Fields fields(String json) {
    return new Fields(Samples.parsed(json));
  }

  private static void assertRefused(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            BadMessage.class,
            e -> {
              assertThat(e.rejection().reason()).isEqualTo(Reason.INVALID_MESSAGE);
              assertThat(e.rejection().field()).isEqualTo("f");
            });
  }
}
