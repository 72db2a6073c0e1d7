package dev.skillwire.desktop.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.desktop.process.FakePrograms;
import dev.skillwire.desktop.process.Launcher;
import dev.skillwire.desktop.show.Card;
import dev.skillwire.desktop.show.Questions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class KdialogTest {

  private final FakePrograms programs = new FakePrograms();
  private final Launcher launcher = new Launcher(programs.host());

  @AfterEach
  void close() {
    launcher.close();
    programs.close();
  }

  private Pick ask(Card card, String script) throws Exception {
    var kdialog = new Kdialog(programs.add("kdialog", script), launcher);
    return kdialog.ask(card, Duration.ofMinutes(2));
  }

  @Test
  void answersFromAMenuWhoseFirstEntryAnswersNothing() throws Exception {
    var card = Questions.card("Go <on>?", "-yes", "no");
    assertThat(ask(card, "echo 1")).isEqualTo(new Pick.Chosen(1));
    assertThat(ask(card, "echo none")).isEqualTo(Pick.DISMISSED);
    assertThat(programs.calls("kdialog").getFirst())
        .anyMatch(word -> word.startsWith("--menu=<qt>Go &lt;on&gt;?<br>"))
        .endsWith("--", "none", "Not now", "0", "-yes", "1", "no");
  }

  @Test
  void answersNothingWhenItIsClosed() throws Exception {
    var card = Questions.card("Go?", "yes", "no");
    assertThat(ask(card, "sleep 0.6; exit 1")).isEqualTo(Pick.DISMISSED);
    assertThat(ask(card, "echo could not connect to display >&2; exit 134"))
        .isEqualTo(Pick.DISMISSED);
    assertThat(ask(card, "exit 1")).isEqualTo(Pick.UNSEEN);
  }

  @Test
  void hasLongTextsReadFirst() throws Exception {
    var card = Questions.card("long ".repeat(200), "yes", "no");
    var script = "case $2 in --textbox*) cat >\"$0.text\";; *) echo 0;; esac";
    assertThat(ask(card, script)).isEqualTo(new Pick.Chosen(0));
    assertThat(programs.read("kdialog.text")).isEqualTo(card.text());
    assertThat(ask(card, "sleep 0.6; exit 1")).isEqualTo(Pick.DISMISSED);
  }
}
