package dev.skillwire.desktop.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.desktop.process.FakePrograms;
import dev.skillwire.desktop.process.Launcher;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChannelsTest {

  private static final Channels.Wanted ALL = new Channels.Wanted(List.of("code"), true, true, true);

  private final FakePrograms programs = new FakePrograms();

  @AfterEach
  void close() {
    programs.close();
  }

  private static Channels probe(Channels.Wanted wanted, dev.skillwire.desktop.process.Host host) {
    try (var launcher = new Launcher(host)) {
      return Channels.probe(wanted, launcher);
    }
  }

  @Test
  void areWhatIsInstalledInTheirOrder() {
    for (var name : List.of("kdialog", "zenity", "xdotool", "paplay", "notify-send")) {
      programs.add(name, "");
    }
    var channels = probe(ALL, programs.host());
    assertThat(channels.names())
        .containsExactly("xdotool", "paplay", "notify-send", "zenity", "kdialog");
    assertThat(channels.dialogs()).hasExactlyElementsOfTypes(Zenity.class, Kdialog.class);
    assertThat(channels.window()).isNotNull();
    assertThat(channels.sound()).isNotNull();
    assertThat(channels.notice()).isNotNull();
  }

  @Test
  void areNoneWithoutADisplay() {
    programs.add("zenity", "");
    assertThat(probe(ALL, programs.without("DISPLAY").host())).isEqualTo(Channels.NONE);
  }

  @Test
  void areNoneThatNobodyWants() {
    for (var name : List.of("zenity", "wmctrl", "paplay", "notify-send")) {
      programs.add(name, "");
    }
    var none = new Channels.Wanted(List.of(), false, false, false);
    assertThat(probe(none, programs.host()).names()).isEmpty();
  }

  @Test
  void areTheOnesOfAMac() {
    programs.add("osascript", "");
    programs.add("afplay", "");
    var channels = probe(ALL, programs.mac());
    assertThat(channels.dialogs()).hasExactlyElementsOfTypes(AppleScript.class);
    assertThat(channels.names()).containsExactly("osascript", "afplay");
  }
}
