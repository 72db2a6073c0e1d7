package dev.skillwire.desktop.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.core.Json;
import dev.skillwire.core.Risk;
import dev.skillwire.desktop.process.FakePrograms;
import dev.skillwire.desktop.process.Launcher;
import dev.skillwire.desktop.show.Card;
import dev.skillwire.desktop.show.Questions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class NotifySendTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final FakePrograms programs = new FakePrograms();
  private final Launcher launcher = new Launcher(programs.host());

  @AfterEach
  void close() {
    launcher.close();
    programs.close();
  }

  private Pick show(Card card, boolean buttons, String script) throws Exception {
    var notice = new NotifySend(programs.add("notify-send", script), launcher);
    return notice.show(card, buttons, MINUTE);
  }

  @Test
  void answersByAButton() throws Exception {
    var card = Questions.card("Go <on>?", "-yes", "no");
    assertThat(show(card, true, "echo 1")).isEqualTo(new Pick.Chosen(1));
    assertThat(programs.calls("notify-send").getFirst())
        .contains("--wait", "--action=0=-yes", "--action=1=no", "--expire-time=60000")
        .endsWith("--", "Skillwire: deploy", "Go &lt;on&gt;?");
  }

  @Test
  void answersNothingWhenItIsClosed() throws Exception {
    var card = Questions.card("Go?", "yes", "no");
    assertThat(show(card, true, "exit 0")).isEqualTo(Pick.DISMISSED);
    assertThat(show(card, true, "sleep 0.6; exit 1")).isEqualTo(Pick.DISMISSED);
    assertThat(programs.calls("notify-send")).hasSize(2);
  }

  @Test
  void hasNoButtonsWhereMoreMustBeReadFirst() throws Exception {
    var action = new Json("{\"cmd\":\"x\"}");
    for (var card :
        new Card[] {
          Questions.card(Questions.of("q", "Go?", null, Risk.LOW, action, "yes", "no")),
          Questions.card(Questions.of("q", "Go?", null, Risk.HIGH, null, "yes", "no")),
          Questions.card("long ".repeat(90), "yes", "no"),
          Questions.card("Where?", "a", "b", "c", "d")
        }) {
      assertThat(show(card, true, "echo 0")).isEqualTo(Pick.DISMISSED);
    }
    assertThat(show(Questions.card("Go?", "yes"), false, "echo 0")).isEqualTo(Pick.DISMISSED);
    assertThat(programs.calls("notify-send"))
        .hasSize(5)
        .allMatch(call -> call.stream().noneMatch(word -> word.startsWith("--action")));
  }

  @Test
  void goesWithoutButtonsWhereTheProgramKnowsNone() throws Exception {
    var script = "case $* in *--action*) echo Unknown option --action >&2; exit 1;; esac";
    assertThat(show(Questions.card("Go?", "yes"), true, script)).isEqualTo(Pick.DISMISSED);
    assertThat(programs.calls("notify-send")).hasSize(2);
  }
}
