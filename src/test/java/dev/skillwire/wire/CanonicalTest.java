package dev.skillwire.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skillwire.core.Json;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Against the examples that RFC 8785 gives.
class CanonicalTest {

  @Nested
  class Texts {

    @Test
    void areTheOneOfSection323() {
      assertThat(
              canonical(
                  """
                  {
                    "numbers": [333333333.33333329, 1E30, 4.50,
                                2e-3, 0.000000000000000000000000001],
                    "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
                    "literals": [null, true, false]
                  }
                  """))
          .isEqualTo(
              "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                  + "\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    @Test
    void areSortedByCodeUnits() {
      assertThat(
              canonical(
                  "{\"\\u20ac\":1,\"\\r\":2,\"\\ufb33\":3,\"1\":4,\"\\ud83d\\ude00\":5,"
                      + "\"\\u0080\":6,\"\\u00f6\":7}"))
          .isEqualTo(
              "{\"\\r\":2,\"1\":4,\"\u0080\":6,\"\u00f6\":7,\"\u20ac\":1,\"\ud83d\ude00\":5,"
                  + "\"\ufb33\":3}");
    }

    @Test
    void haveNoBlanksAnywhere() {
      assertThat(canonical(" { \"b\" : [ ] , \"a\" : { } } ")).isEqualTo("{\"a\":{},\"b\":[]}");
      assertThat(canonical("[[],[1 , 2],{}]")).isEqualTo("[[],[1,2],{}]");
    }
  }

  /// Appendix B: IEEE 754 bits and their text.
  @ParameterizedTest
  @CsvSource({
    "0000000000000000, 0",
    "8000000000000000, 0",
    "0000000000000001, 5e-324",
    "8000000000000001, -5e-324",
    "7fefffffffffffff, 1.7976931348623157e+308",
    "ffefffffffffffff, -1.7976931348623157e+308",
    "4340000000000000, 9007199254740992",
    "c340000000000000, -9007199254740992",
    "4430000000000000, 295147905179352830000",
    "44b52d02c7e14af5, 9.999999999999997e+22",
    "44b52d02c7e14af6, 1e+23",
    "44b52d02c7e14af7, 1.0000000000000001e+23",
    "444b1ae4d6e2ef4e, 999999999999999700000",
    "444b1ae4d6e2ef4f, 999999999999999900000",
    "444b1ae4d6e2ef50, 1e+21",
    "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d, 0.000001",
    "41b3de4355555553, 333333333.3333332",
    "41b3de4355555554, 333333333.33333325",
    "41b3de4355555555, 333333333.3333333",
    "41b3de4355555556, 333333333.3333334",
    "41b3de4355555557, 333333333.33333343",
    "becbf647612f3696, -0.0000033333333333333333",
    "43143ff3c1cb0959, 1424953923781206.2"
  })
  void numbersAreThoseOfAppendixB(String bits, String expected) {
    double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
    assertThat(Canonical.number(value)).isEqualTo(expected);
  }

  /// Two numbers that a double can't tell apart would have one digest: a person approves the one that is shown.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "9007199254740993",
        "-9007199254740993",
        "1e400",
        "-1e-400",
        "123456789012345678901"
      })
  void aNumberThatADoubleCannotHoldHasNoForm(String number) {
    assertThatThrownBy(() -> canonical("[" + number + "]")).isInstanceOf(ArithmeticException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"9007199254740992", "1E30", "0.1", "-0.0", "0e5", "100000000000000000000"})
  void othersHaveOne(String number) {
    assertThat(canonical("[" + number + "]")).isNotEmpty();
  }

  @Test
  void theDigestIsThatOfTheCanonicalFormInUtf8() {
    // printf '{"a":"ü","b":1}' | sha256sum
    assertThat(Canonical.digest(new Json("{ \"b\": 1.0, \"a\": \"\\u00fc\" }")))
        .isEqualTo(Canonical.digest(new Json("{\"a\":\"ü\",\"b\":1}")))
        .isEqualTo("4e7ff4080b1a00acdaf71eb0cdf2d504aa8068bbb375c002eac2df3f064047a7");
  }

  private static String canonical(String json) {
    return Canonical.text(JsonText.node(new Json(json)));
  }
}
