package dev.skillwire.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsLoaderTest {

  @TempDir private Path home;

  private Settings load(Map<String, String> flags, Map<String, String> environment)
      throws SettingsException {
    return new SettingsLoader(environment, home).load(flags, null);
  }

  private Path config(String text) throws IOException {
    var directory = Files.createDirectories(home.resolve(".config/skillwire"));
    return Files.writeString(directory.resolve("config.properties"), text);
  }

  @Nested
  class Precedence {

    @Test
    void saysNothingElseThanTheDefaults() throws Exception {
      assertThat(load(Map.of(), Map.of()))
          .isEqualTo(Settings.of(9876, home.resolve(".local/state/skillwire")));
    }

    @Test
    void takesFlagsThenVariablesThenTheFile() throws Exception {
      config("port = 1\nhost = one\nretention-age = 7d\n");
      var settings =
          load(Map.of("port", "3"), Map.of("SKILLWIRE_PORT", "2", "SKILLWIRE_HOST", "two"));
      assertThat(settings.port()).isEqualTo(3);
      assertThat(settings.host()).isEqualTo("two");
      assertThat(settings.retention().age()).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void readsTheFileItIsGivenInsteadOfTheUsersOwn() throws Exception {
      config("port = 1");
      var other = Files.writeString(home.resolve("other.properties"), "host = other");
      var settings = new SettingsLoader(Map.of(), home).load(Map.of(), other);
      assertThat(settings.host()).isEqualTo("other");
      assertThat(settings.port()).isEqualTo(Settings.PORT);
    }

    @Test
    void keepsNothingOnDiskWhenAStrongerSourceSaysMemory() throws Exception {
      assertThat(load(Map.of("memory", "true"), Map.of("SKILLWIRE_DATA", "/x")).data()).isNull();
      var both = load(Map.of("memory", "true", "data", "/x"), Map.of());
      assertThat(both.memory()).isTrue();
      assertThat(both.data()).isEqualTo(Path.of("/x"));
      assertThat(load(Map.of("data", "/x"), Map.of("SKILLWIRE_MEMORY", "true")).memory()).isFalse();
      assertThat(load(Map.of("data", "/x"), Map.of("SKILLWIRE_MEMORY", "true")).data())
          .isEqualTo(Path.of("/x"));
    }

    @Test
    void followsTheUsersStateDirectory() throws Exception {
      assertThat(load(Map.of(), Map.of("XDG_STATE_HOME", "/state")).data())
          .isEqualTo(Path.of("/state/skillwire"));
    }
  }

  @Nested
  class Values {

    @Test
    void readsListsSwitchesAndSizes() throws Exception {
      var settings =
          load(
              Map.of(
                  "allow-origin", "https://a.example, https://b.example", "retention-size", "2GiB"),
              Map.of("SKILLWIRE_NO_DESKTOP", "yes", "SKILLWIRE_REQUIRE_TOKEN", "0"));
      assertThat(settings.allowedOrigins())
          .containsExactly("https://a.example", "https://b.example");
      assertThat(settings.retention().bytes()).isEqualTo(2L << 30);
      assertThat(settings.desktop()).isFalse();
      assertThat(settings.requireToken()).isFalse();
    }

    @Test
    void namesTheSettingItsSourceAndWhatItMayBe() {
      refused(
          Map.of("port", "http"), "--port is 'http'; it must be a whole number from 0 to 65535.");
      refused(Map.of("port", "65536"), "--port is '65536'");
      refused(Map.of("retention-age", "soon"), "30d");
      refused(Map.of("retention-size", "999999999999GB"), "a size");
      refused(Map.of("trust-loopback", "maybe"), "true or false");
      refused(Map.of("tls-cert", "/x"), "--tls-key");
      refused(
          Map.of("tls-cert", "/nowhere/x", "tls-key", "/nowhere/y"), "/nowhere/x can't be read");
      assertThatThrownBy(() -> load(Map.of(), Map.of("SKILLWIRE_PORT", "x")))
          .hasMessageStartingWith("SKILLWIRE_PORT is 'x'");
    }

    @Test
    void readsPatternsFromLinesBecauseACommaMayBePartOfOne() throws Exception {
      assertThat(load(Map.of(), Map.of()).masking()).isEqualTo(Settings.Masking.DEFAULT);
      config("mask = a{1,2}\\n\\\\d+-x\\n\n");
      assertThat(load(Map.of(), Map.of()).masking().patterns()).containsExactly("a{1,2}", "\\d+-x");
      assertThat(load(Map.of("mask", "b"), Map.of("SKILLWIRE_MASK", "c")).masking().patterns())
          .containsExactly("b");
      assertThat(load(Map.of("no-mask", "true"), Map.of()).masking().on()).isFalse();
    }

    @Test
    void refusesAPatternThatCantBeUsed() {
      refused(Map.of("mask", "ok\n(x"), "--mask: '(x' is no pattern: missing closing )");
      refused(Map.of("mask", "x*"), "--mask: 'x*' matches where there is nothing.");
    }

    @Test
    void refusesAFileWithAKeyThatIsNoSetting() throws IOException {
      config("prot = 1");
      refused(Map.of(), "no setting: prot");
    }

    private void refused(Map<String, String> flags, String words) {
      assertThatThrownBy(() -> load(flags, Map.of()))
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining(words);
    }
  }
}
