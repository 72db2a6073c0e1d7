package dev.skillwire.cli.question;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.cli.base.Ink;
import dev.skillwire.client.Message;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class QuestionTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  static Message told(String more) throws Exception {
    return Message.parse(
        ("{'type':'confirmation_required','id':'q1','skill_id':'r1','skill_name':'deploy','step_name':'push',"
                + "'prompt':'Push it?','options':['Yes please','No','Not now'],'remaining_seconds':30"
                + more
                + "}")
            .replace('\'', '"'));
  }

  @Nested
  class Choosing {

    @Test
    void takesANumberTheOptionOrItsOnlyBeginning() throws Exception {
      var question = Question.of(told(""), NOW);
      assertThat(question.choice("1")).isEqualTo("Yes please");
      assertThat(question.choice(" yes_please ")).isEqualTo("Yes please");
      assertThat(question.choice("y")).isEqualTo("Yes please");
      assertThat(question.choice("no")).isEqualTo("No");
      assertThat(question.choice("not")).isEqualTo("Not now");
    }

    @Test
    void takesNothingElse() throws Exception {
      var question = Question.of(told(""), NOW);
      for (var typed : new String[] {"", "0", "4", "n", "maybe", "99999"}) {
        assertThat(question.choice(typed)).as(typed).isNull();
      }
    }

    @Test
    void prefersAnOptionThatIsANumberToThePlaceInTheList() throws Exception {
      var question = Question.of(Message.parse("{\"options\":[\"3\",\"2\",\"1\"]}"), NOW);
      assertThat(question.choice("1")).isEqualTo("1");
    }
  }

  @Test
  void saysInWordsWhatSilenceMeans() throws Exception {
    assertThat(cardOf(",'timeout_seconds':30,'on_timeout':'let_claude'"))
        .contains("Without an answer: it is left to the agent (let_claude)");
    assertThat(cardOf(",'timeout_seconds':30,'on_timeout':'No'")).contains("Without an answer: No");
  }

  private static String cardOf(String more) throws Exception {
    return String.join("\n", Question.of(told(more), NOW).card(new Ink(false)));
  }

  @Nested
  class TheClock {

    @Test
    void countsDownByThisMachinesTime() throws Exception {
      var question = Question.of(told(""), NOW);
      assertThat(question.timeLeft(NOW)).isEqualTo("30 s left");
      assertThat(question.timeLeft(NOW.plusMillis(29_001))).isEqualTo("1 s left");
      assertThat(question.timeLeft(NOW.plusSeconds(60))).isEqualTo("0 s left");
    }

    @Test
    void isHeldReleasedAndGivenTime() throws Exception {
      var questions = new OpenQuestions(_ -> true, InstantSource.fixed(NOW));
      questions.received(told(""));
      questions.received(
          Message.parse(
              "{\"type\":\"confirmation_paused\",\"id\":\"q1\",\"remaining_seconds\":20}"));
      assertThat(questions.all().getFirst().timeLeft(NOW)).isEqualTo("the clock is held");
      questions.received(
          Message.parse(
              "{\"type\":\"confirmation_extended\",\"id\":\"q1\",\"remaining_seconds\":80}"));
      assertThat(questions.all().getFirst().timeLeft(NOW)).isEqualTo("the clock is held");
      questions.received(
          Message.parse(
              "{\"type\":\"confirmation_resumed\",\"id\":\"q1\",\"remaining_seconds\":80}"));
      assertThat(questions.all().getFirst().timeLeft(NOW)).isEqualTo("80 s left");
    }

    @Test
    void mayBeNone() throws Exception {
      assertThat(Question.of(Message.parse("{\"remaining_seconds\":null}"), NOW).timeLeft(NOW))
          .isEqualTo("no time limit");
    }
  }

  @Nested
  class Showing {

    @Test
    void tellsWhoAsksWhatWillRunAndTheRisk() throws Exception {
      var card =
          String.join(
              "\n",
              Question.of(
                      told(
                          ",'risk':'high','claude_suggestion':'wait','on_timeout':'abort','timeout_seconds':30,"
                              + "'action':{'run':'rm -rf build\\nls','args':['a']}"),
                      NOW)
                  .card(new Ink(false)));
      assertThat(card)
          .contains("? deploy asks in step 'push'")
          .contains("  Push it?")
          .contains("    run: rm -rf build\n    run: ls")
          .contains("    args: [\"a\"]")
          .contains("Risk: high")
          .contains("Suggestion: wait")
          .contains("  1) Yes please\n  2) No\n  3) Not now")
          .contains("given up (abort)");
    }
  }

  @Nested
  class KeepingTrack {

    @Test
    void forgetsWhatWasClosedAndWhatASnapshotNoLongerHolds() throws Exception {
      var questions = new OpenQuestions(_ -> true, InstantSource.fixed(NOW));
      questions.received(told(""));
      var closed =
          questions.received(Message.parse("{\"type\":\"confirmation_answered\",\"id\":\"q1\"}"));
      assertThat(closed).isNotNull();
      assertThat(questions.all()).isEmpty();
      questions.received(told(""));
      questions.opened(Message.parse("{\"type\":\"connected\",\"resumed\":true}"));
      assertThat(questions.all()).hasSize(1);
      questions.opened(Message.parse("{\"type\":\"connected\",\"resumed\":false}"));
      assertThat(questions.all()).isEmpty();
    }

    @Test
    void passesOverQuestionsOfOthers() throws Exception {
      var questions =
          new OpenQuestions(told -> told.text("skill_id").equals("mine"), InstantSource.fixed(NOW));
      questions.received(told(""));
      assertThat(questions.all()).isEmpty();
    }
  }
}
