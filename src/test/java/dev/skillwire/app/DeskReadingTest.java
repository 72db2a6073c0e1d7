package dev.skillwire.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skillwire.desktop.DeskSettings;
import dev.skillwire.desktop.DeskSettings.Channel;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeskReadingTest {

  private static DeskSettings load(String... pairs) throws SettingsException {
    var environment = new HashMap<String, String>();
    for (int i = 0; i < pairs.length; i += 2) {
      environment.put("SKILLWIRE_" + pairs[i], pairs[i + 1]);
    }
    return new SettingsLoader(environment, Path.of("/nowhere")).load(Map.of(), null).desk();
  }

  @Test
  void hasCalmDefaults() throws Exception {
    assertThat(load()).isEqualTo(DeskSettings.DEFAULT);
    assertThat(load().webhook()).isNull();
    assertThat(load().publicUrl()).isNull();
  }

  @Test
  void readsDelaysChannelsAndWindows() throws Exception {
    var desk =
        load(
            "DESKTOP_FOCUSED_FOR", "2m",
            "DESKTOP_NUDGE_AFTER", "0s",
            "DESKTOP_DIALOG_AFTER", "20s",
            "PUSH_AFTER", "1h",
            "DESKTOP_CHANNELS", "sound, dialog",
            "DESKTOP_WINDOWS", "emacs");
    assertThat(desk.delays())
        .isEqualTo(
            new DeskSettings.Delays(
                Duration.ofMinutes(2), Duration.ZERO, Duration.ofSeconds(20), Duration.ofHours(1)));
    assertThat(desk.channels()).containsExactlyInAnyOrder(Channel.SOUND, Channel.DIALOG);
    assertThat(desk.windows()).containsExactly("emacs");
    assertThat(load("DESKTOP_CHANNELS", "none").channels()).isEmpty();
    assertThat(load("DESKTOP_WINDOWS", "none").windows()).isEmpty();
  }

  @Test
  void readsWhomToTellElsewhere() throws Exception {
    var desk =
        load(
            "PUSH_WEBHOOK", "https://hooks.example/x?y=1",
            "PUSH_WEBHOOK_SECRET", "0123456789abcdef",
            "PUSH_NTFY", "http://127.0.0.1:8080/topic",
            "PUSH_NTFY_TOKEN", "tk",
            "PUBLIC_URL", "https://hub.example:8443");
    assertThat(desk.webhook())
        .isEqualTo(
            new DeskSettings.Webhook(
                URI.create("https://hooks.example/x?y=1"), "0123456789abcdef"));
    assertThat(desk.ntfy())
        .isEqualTo(new DeskSettings.Ntfy(URI.create("http://127.0.0.1:8080/topic"), "tk"));
    assertThat(desk.publicUrl()).isEqualTo(URI.create("https://hub.example:8443/"));
    // Neither secrets nor what is as good as one.
    assertThat(desk.toString()).doesNotContain("0123456789abcdef", "tk", "topic", "y=1");
  }

  @ParameterizedTest
  @CsvSource({
    "DESKTOP_CHANNELS, 'sound,smell', 'window, sound, notification, dialog'",
    "DESKTOP_NUDGE_AFTER, soon, 30d",
    "PUSH_WEBHOOK, http://hooks.example/, an https address",
    "PUSH_WEBHOOK, not an address, an https address",
    "PUSH_WEBHOOK, https://me:secret@hooks.example/, an https address",
    "PUSH_WEBHOOK, https://hooks.example/, push-webhook-secret",
    "PUSH_NTFY, https://ntfy.example/, must name a topic",
    "PUSH_NTFY, http://127.0.0.1.evil.example/topic, an https address",
    "PUBLIC_URL, https://hub.example/path, without a path",
    "PUBLIC_URL, http://hub.example, an https address"
  })
  void refusesWhatCannotBe(String key, String value, String words) {
    assertThatThrownBy(() -> load(key, value))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(words);
  }
}
