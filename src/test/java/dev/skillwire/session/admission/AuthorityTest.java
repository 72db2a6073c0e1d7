package dev.skillwire.session.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {
  @Test
  void hostIsLowerCaseAndThePortANumber() {
    assertThat(Authority.parse("LocalHost:9876")).isEqualTo(new Authority("localhost", 9876));
    assertThat(Authority.parse("[2001:DB8::1]")).hasToString("[2001:db8::1]");
    assertThat(Authority.parse("a-b_c.example")).isEqualTo(new Authority("a-b_c.example", -1));
    assertThat(new Authority("a", Authority.NO_PORT).portOr(443)).isEqualTo(443);
    assertThat(new Authority("a", 80).portOr(443)).isEqualTo(80);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", ":1", "a.", ".a", "a..b", "a:", "a:0", "a:01", "a:65536", "a:1:2", "[", "[]", "a b"
      })
  void anythingElseIsNone(String text) {
    assertThat(Authority.parse(text)).isNull();
  }

  @Test
  void lookAlikeLettersAreNotFoldedIntoAscii() {
    assertThat(Authority.parse("\u212A")).isNull();
    assertThat(Authority.lowerAscii("\u212A")).isEqualTo("\u212A");
  }

  @Test
  void longNamesAreTurnedAwayUnread() {
    assertThat(Authority.parse("a.".repeat(200_000) + "!")).isNull();
  }
}
