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
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ZenityTest {

  private static final Duration LONG = Duration.ofMinutes(2);

  /// Long enough that a person could have seen it.
  private static final String SEEN = "sleep 0.6; ";

  private final FakePrograms programs = new FakePrograms();
  private final Launcher launcher = new Launcher(programs.host());

  @AfterEach
  void close() {
    launcher.close();
    programs.close();
  }

  private Pick ask(Card card, String script) throws Exception {
    return new Zenity(programs.add("zenity", script), launcher).ask(card, LONG);
  }

  @Nested
  class ABriefQuestion {

    private final Card card = Questions.card("Go <on> \\n & \"so\"?", "let_it", "no");

    @Test
    void isAnsweredByAButton() throws Exception {
      assertThat(ask(card, "echo let__it; exit 1")).isEqualTo(new Pick.Chosen(0));
      assertThat(ask(card, "echo no; exit 1")).isEqualTo(new Pick.Chosen(1));
    }

    @Test
    void isShownWithoutTakingItForMarkup() throws Exception {
      var _ = ask(card, "exit 1");
      assertThat(programs.calls("zenity").getFirst())
          .startsWith("--question", "--title=Skillwire: deploy")
          .anyMatch(word -> word.contains("Go &lt;on&gt; \\\\n &amp; \"so\"?"))
          // The first button has the keyboard, so it must not answer.
          .containsSubsequence(
              "--extra-button=Not now", "--extra-button=let__it", "--extra-button=no");
    }

    @Test
    void isNotAnsweredByClosingKillingOrOtherWords() throws Exception {
      assertThat(ask(card, SEEN + "exit 1")).isEqualTo(Pick.DISMISSED);
      assertThat(ask(card, SEEN + "exit 5")).isEqualTo(Pick.DISMISSED);
      assertThat(ask(card, "exit 0")).isEqualTo(Pick.DISMISSED);
      assertThat(ask(card, "kill -9 $$")).isEqualTo(Pick.DISMISSED);
      assertThat(ask(card, "echo Not now; exit 1")).isEqualTo(Pick.DISMISSED);
      assertThat(ask(card, "echo maybe; exit 1")).isEqualTo(Pick.DISMISSED);
    }

    @Test
    void isNotSeenWithoutADisplay() throws Exception {
      assertThat(ask(card, SEEN + "echo cannot open display: >&2; exit 1")).isEqualTo(Pick.UNSEEN);
      assertThat(ask(card, "exit 255")).isEqualTo(Pick.UNSEEN);
    }

    @Test
    void isNotAnsweredWhenItsTimeIsOver() throws Exception {
      var zenity = new Zenity(programs.add("zenity", "sleep 1000"), launcher);
      assertThat(zenity.ask(card, Duration.ofSeconds(1))).isEqualTo(Pick.DISMISSED);
      programs.awaitGone("zenity");
    }
  }

  @Nested
  class AQuestionWithManyOptions {

    private final Card card = Questions.card("Where?", "a", "--b", "c|d", "e");

    @Test
    void isAnsweredFromAList() throws Exception {
      assertThat(ask(card, "cat >\"$0.rows\"; echo 2")).isEqualTo(new Pick.Chosen(2));
      assertThat(programs.read("zenity.rows")).isEqualTo("0\na\n1\n--b\n2\nc|d\n3\ne\n");
      assertThat(programs.calls("zenity").getFirst())
          .startsWith("--list")
          .contains("--print-column=1", "--hide-column=1");
    }

    @Test
    void isNotAnsweredWithoutASelection() throws Exception {
      assertThat(ask(card, "exit 0")).isEqualTo(Pick.DISMISSED);
      assertThat(ask(card, "echo 4")).isEqualTo(Pick.DISMISSED);
      assertThat(ask(card, "echo '1|2'")).isEqualTo(Pick.DISMISSED);
    }
  }

  @Nested
  class AnActionThatWillRun {

    private final Card card =
        Questions.card(
            Questions.of(
                "q", "Run?", null, Risk.HIGH, new Json("{\"cmd\":\"rm -rf /\"}"), "yes", "no"));

    @Test
    void isReadWholeBeforeItIsDecided() throws Exception {
      var script = "case $1 in --text-info) cat >\"$0.text\";; *) cat >/dev/null; echo 1;; esac";
      assertThat(ask(card, script)).isEqualTo(new Pick.Chosen(1));
      assertThat(programs.read("zenity.text"))
          .isEqualTo(card.text())
          .contains("rm -rf /", "d1gest");
      assertThat(programs.calls("zenity"))
          .extracting(call -> call.getFirst())
          .containsExactly("--text-info", "--list");
    }

    @Test
    void isNotDecidedWhereItWasNotRead() throws Exception {
      assertThat(ask(card, SEEN + "exit 1")).isEqualTo(Pick.DISMISSED);
      assertThat(programs.calls("zenity")).hasSize(1);
    }
  }
}
