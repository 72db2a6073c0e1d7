package dev.skillwire.session.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionSettingsTest {
  static AdmissionSettings with(Set<String> hosts, Set<String> origins) {
    return new AdmissionSettings(hosts, origins, false, false, false, 9876);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"*", "", "*.example", "https://a.example", "a.example:0", "a b", "10.0.0.0/8"})
  void hostIsANameAndNoPattern(String host) {
    assertThatThrownBy(() -> with(Set.of(host), Set.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "null",
        "",
        "a.example",
        "https://*.example",
        "https://a.example/",
        "https://"
      })
  void originIsOneOriginAndNoPattern(String origin) {
    assertThatThrownBy(() -> with(Set.of(), Set.of(origin)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(origin);
  }

  @Test
  void differentSpellingsOfOneEntryAreOne() {
    var settings =
        with(
            Set.of("A.example", "a.EXAMPLE"), Set.of("https://A.example", "HTTPS://a.example:443"));
    assertThat(settings.allowedHosts()).containsExactly("a.example");
    assertThat(settings.allowedOrigins()).containsExactly("https://a.example:443");
  }

  @Test
  void listsAreBounded() {
    var many = IntStream.rangeClosed(0, AdmissionSettings.MAX_ALLOWED).mapToObj(at -> "h" + at);
    var hosts = many.collect(Collectors.toSet());
    assertThatThrownBy(() -> with(hosts, Set.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nothingIsOpenedUnlessSaid() {
    assertThat(AdmissionSettings.onPort(1))
        .isEqualTo(new AdmissionSettings(Set.of(), Set.of(), false, false, false, 1));
  }
}
