package dev.skillwire.session.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PresentedTest {
  static Presented of(Asking asking) {
    return Presented.of(asking.facts(), "skillwire_9876");
  }

  @Test
  void collectsEveryTokenSoThatSeveralAreNoticed() {
    assertThat(of(Asking.api()).tokens()).isEmpty();
    assertThat(of(Asking.api().with("authorization", "Bearer a", "Digest b")).tokens())
        .containsExactly("a", "");
    assertThat(
            of(Asking.upgrade()
                    .with("sec-websocket-protocol", "skillwire.token.a ,x", "skillwire.token.b"))
                .tokens())
        .containsExactly("a", "b");
  }

  @Test
  void findsTheHubsCookieAmongOthers() {
    var asking = Asking.api().with("cookie", "a=1; skillwire_9876 = v ;b", "skillwire_98765=x");
    assertThat(of(asking).cookies()).containsExactly("v");
  }

  @Test
  void looksAtABoundedNumberOfCookies() {
    assertThat(of(Asking.api().with("cookie", "skillwire_9876=v;".repeat(1_000))).cookies())
        .hasSize(8);
  }
}
