package dev.skillwire.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonLinesTest {

  @Test
  void areIndented() {
    assertThat(new Json("{\"a\":[1,{\"b\":\"c,{:\\\"}\"}],\"d\":[],\"e\":{}}").lines())
        .isEqualTo(
            """
            {
              "a": [
                1,
                {
                  "b": "c,{:\\"}"
                }
              ],
              "d": [],
              "e": {}
            }""");
  }

  @Test
  void escapeWhatIsNotForTheEye() {
    assertThat(new Json("{\"a\u200b\":\"x\u202ey\\u0000🙂\udb40\udc41\"}").lines())
        .isEqualTo("{\n  \"a\\u200b\": \"x\\u202ey\\u0000🙂\\udb40\\udc41\"\n}");
  }
}
