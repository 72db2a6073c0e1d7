package dev.skillwire.desktop.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.desktop.process.FakePrograms;
import dev.skillwire.desktop.process.Launcher;
import dev.skillwire.desktop.show.Questions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class AppleScriptTest {

  private static final Duration LONG = Duration.ofMinutes(2);

  private final FakePrograms programs = new FakePrograms();
  private final Launcher launcher = new Launcher(programs.mac());

  @AfterEach
  void close() {
    launcher.close();
    programs.close();
  }

  private AppleScript script(String script) {
    return new AppleScript(programs.add("osascript", script), List.of("Cursor", "Code"), launcher);
  }

  @Test
  void asksWithTextsAsArgumentsAlone() throws Exception {
    var card = Questions.card("Say \"hi\" & quit?", "yes", "-no");
    assertThat(script("echo '2  -no'").ask(card, LONG)).isEqualTo(new Pick.Chosen(1));
    var call = programs.calls("osascript").getFirst();
    assertThat(call).endsWith("--", card.text(), "Skillwire: deploy", "1  yes", "2  -no");
    assertThat(call.subList(0, call.indexOf("--"))).noneMatch(line -> line.contains("hi"));
  }

  @Test
  void answersNothingWhenItIsClosed() throws Exception {
    var card = Questions.card("Go?", "yes", "no");
    var closed = "sleep 0.6; echo 'User canceled. (-128)' >&2; exit 1";
    assertThat(script(closed).ask(card, LONG)).isEqualTo(Pick.DISMISSED);
  }

  @Test
  void doesNotShowWhatItCannotShowWhole() throws Exception {
    var card = Questions.card("long ".repeat(1_000), "yes", "no");
    assertThat(script("echo '1  yes'").ask(card, LONG)).isEqualTo(Pick.UNSEEN);
    assertThat(programs.calls("osascript")).isEmpty();
  }

  @Test
  void raisesTheEditorAndNotifies() throws Exception {
    var script = script("");
    assertThat(script.nudge()).isTrue();
    assertThat(programs.calls("osascript").getFirst()).endsWith("--", "Cursor", "Code");
    assertThat(script.show(Questions.card("Go?", "yes"), true, LONG)).isEqualTo(Pick.DISMISSED);
    assertThat(programs.calls("osascript").getLast()).endsWith("--", "Go?", "Skillwire: deploy");
  }
}
