package dev.skillwire.session.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Whoever opens a link is a stranger whom a relay passes on; the code is the only credential.
class LinkAdmissionTest extends Gate {

  private static final String PATH = "/a/some-code";

  @BeforeEach
  void serveLinks() {
    admission = withSettings(with("https://hub.example"));
  }

  private static AdmissionSettings with(String publicUrl) {
    return new AdmissionSettings(Set.of(), Set.of(), false, true, true, publicUrl, Asking.PORT);
  }

  private static Asking relayed(String method, String path) {
    return Asking.api()
        .at(method, path)
        .with("host", "hub.example")
        .with("x-forwarded-for", "192.0.2.9")
        .by(PeerUser.OTHER);
  }

  @Nested
  class ALink {

    @Test
    void isServedToStrangersWithoutAnyRole() {
      assertThat(admitted(relayed("GET", PATH)).roles()).isEmpty();
      assertThat(
              admitted(Asking.api().at("GET", PATH).with("host", "hub.example").fromAfar()).roles())
          .isEmpty();
    }

    @Test
    void isOpenedFromAPageOfAnySiteButAnsweredFromItsOwnAlone() {
      var own = relayed("POST", PATH).with("origin", "https://hub.example");
      assertThat(admitted(own.with("sec-fetch-site", "same-origin")).roles()).isEmpty();
      var _ = admitted(relayed("GET", PATH).with("sec-fetch-site", "cross-site"));
      refusedWith(403, "forbidden", relayed("POST", PATH).with("sec-fetch-site", "cross-site"));
      refusedWith(403, "forbidden", relayed("POST", PATH).with("origin", "https://evil.example"));
      refusedWith(403, "forbidden", relayed("POST", PATH).with("origin", "null"));
    }

    @Test
    void givesNobodyWithATokenMore() {
      assertThat(admitted(relayed("GET", PATH).bearer(tokens.mainToken())).roles()).isEmpty();
    }

    @Test
    void needsItsHost() {
      refusedWith(403, "forbidden", relayed("GET", PATH).with("host", "rebind.example"));
      refusedWith(403, "forbidden", relayed("GET", PATH).with("host", "hub.example:8443"));
      var _ = admitted(relayed("GET", PATH).with("host", "hub.example:443"));
      admission = withSettings(with("https://hub.example:8443"));
      var _ = admitted(relayed("GET", PATH).with("host", "hub.example:8443"));
    }

    @Test
    void isNotThereWithoutAPublicAddress() {
      admission = withSettings(with(""));
      refusedWith(403, "forbidden", relayed("GET", PATH));
      refusedWith(401, "unauthorized", relayed("GET", PATH).with("host", "localhost:9876"));
    }
  }

  @Nested
  class ThePublicAddress {

    @Test
    void opensNothingElse() {
      for (var path : new String[] {"/api/v1/skills", "/", "/a", "/healthz", "/A/x"}) {
        refusedWith(403, "forbidden", relayed("GET", path));
      }
      for (var path : new String[] {"/a/../api/v1/skills", "/a/%2e%2e/api", "/a//api", "/a/x;y"}) {
        refusedWith(403, "forbidden", relayed("GET", path));
      }
      refusedWith(403, "forbidden", Asking.upgrade().at("GET", PATH).with("host", "hub.example"));
    }

    @Test
    void isNoOriginForTheRest() {
      refusedWith(
          403,
          "forbidden",
          Asking.api().at("POST", "/api/v1/events").with("origin", "https://hub.example"));
    }
  }

  @Test
  void codesThatAreTriedAreSlowedDown() {
    var facts = relayed("GET", PATH).facts();
    for (int i = 0; i < 10; i++) {
      assertThat(admission.badLink(facts).status()).isEqualTo(404);
    }
    assertThat(admission.badLink(facts).status()).isEqualTo(429);
  }
}
