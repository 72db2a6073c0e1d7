package dev.skillwire.desktop.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.desktop.process.FakePrograms;
import dev.skillwire.desktop.process.Launcher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class NudgesTest {

  private final FakePrograms programs = new FakePrograms();
  private final Launcher launcher = new Launcher(programs.host());

  @AfterEach
  void close() {
    launcher.close();
    programs.close();
  }

  @Nested
  class TheWindow {

    private static final String LIST =
        """
        case $1 in -lx) cat <<'END'
        0x01  0 firefox.Firefox       host code review: Cursor
        0x02 -1 desktop_window.Nemo-desktop  host Desktop
        0x03  0 code.Code             host main.java - app
        0x04  1 cursor.Cursor         host other.java
        END
        esac
        """;

    private WindowRaise raise(String... classes) {
      return new WindowRaise(
          programs.host().program("wmctrl"),
          programs.host().program("xdotool"),
          List.of(classes),
          launcher);
    }

    @Test
    void isRaisedByItsClassAndNotByItsTitle() throws Exception {
      programs.add("wmctrl", LIST);
      assertThat(raise("Cursor", "Code").nudge()).isTrue();
      assertThat(programs.calls("wmctrl"))
          .containsExactly(List.of("-lx"), List.of("-i", "-a", "0x04"));
    }

    @Test
    void isTheNextBestOne() throws Exception {
      programs.add("wmctrl", LIST);
      assertThat(raise("codium", "code").nudge()).isTrue();
      assertThat(programs.calls("wmctrl").getLast()).containsExactly("-i", "-a", "0x03");
    }

    @Test
    void isLookedForByTheNextProgramWhereTheFirstDoesNotFindIt() throws Exception {
      programs.add("wmctrl", "exit 1");
      programs.add("xdotool", "[ \"$1\" = search ] && printf '77\\n88\\n'; exit 0");
      assertThat(raise("Cursor", "code.oss").nudge()).isTrue();
      assertThat(programs.calls("xdotool"))
          .containsExactly(
              List.of("search", "--onlyvisible", "--class", "^(cursor|code[.]oss)$"),
              List.of("windowactivate", "77"));
    }

    @Test
    void isNotRaisedWhereThereIsNone() throws Exception {
      programs.add("wmctrl", "");
      programs.add("xdotool", "exit 1");
      assertThat(raise("Cursor").nudge()).isFalse();
    }
  }

  @Nested
  class TheSound {

    private Sound sound(String... names) {
      var players = List.of(names).stream().map(name -> List.of(programs.path(name).toString()));
      return new Sound(players.toList(), launcher);
    }

    @Test
    void isPlayedByTheFirstThatCan() throws Exception {
      programs.add("pw-play", "exit 1");
      programs.add("paplay", "");
      programs.add("canberra", "");
      try (var sound = sound("pw-play", "paplay", "canberra")) {
        assertThat(sound.nudge()).isTrue();
        assertThat(sound.nudge()).isTrue();
        assertThat(programs.calls("pw-play")).hasSize(1);
        assertThat(programs.calls("paplay")).hasSize(2);
        assertThat(programs.calls("canberra")).isEmpty();
      }
    }

    @Test
    void isAFileOfThisUserThatIsGoneAfterwards() throws Exception {
      programs.add("paplay", "cp \"$1\" \"$0.wav\"");
      Path file;
      try (var sound = sound("paplay")) {
        assertThat(sound.nudge()).isTrue();
        file = Path.of(programs.calls("paplay").getFirst().getFirst());
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
      }
      assertThat(file).doesNotExist();
      assertThat(Files.readAllBytes(programs.path("paplay.wav"))).isEqualTo(Chime.wav());
    }

    @Test
    void isMissingWhereNobodyPlaysIt() throws Exception {
      programs.add("paplay", "exit 1");
      try (var sound = sound("paplay")) {
        assertThat(sound.nudge()).isFalse();
        assertThat(sound.nudge()).isFalse();
        assertThat(programs.calls("paplay")).hasSize(2);
      }
    }
  }
}
