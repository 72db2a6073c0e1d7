package dev.skillwire.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class QuestionStoryTest {

  private static final RunId RUN = new RunId("r");
  private static final RunId OTHER = new RunId("other");
  private static final ConfirmationId ID = new ConfirmationId("q");
  private static final Actor ANN = new Actor("c", "Ann", Actor.Kind.HUMAN);
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

  private final List<Envelope> later = new ArrayList<>();

  private static Question question(RunId run, @Nullable Integer step) {
    return new Question(
        ID,
        run,
        "s",
        step,
        "",
        "Go?",
        List.of("yes"),
        "",
        null,
        AT,
        "abort",
        Risk.LOW,
        null,
        null,
        null,
        null,
        false,
        "client:a");
  }

  private static Event.Step step(RunId run, int index) {
    return new Event.Step(run, "s", index, "n", 3, "");
  }

  private Envelope then(Event event) {
    var envelope = new Envelope(later.size() + 2, AT.plusSeconds(later.size() + 1), event);
    later.add(envelope);
    return envelope;
  }

  private QuestionStory story(Question question) {
    return QuestionStory.of(
        new Envelope(1, AT, new Event.ConfirmationRequired(question)), question, later);
  }

  private static Event answered(ConfirmationId id) {
    return new Event.ConfirmationAnswered(
        id, RUN, "yes", Remember.NONE, null, null, ANN, Event.Memory.NONE);
  }

  @Nested
  class AQuestionOfAStep {

    @Test
    void tellsItsClockItsOutcomeAndWhatBecameOfTheStep() {
      var paused = then(new Event.ConfirmationPaused(ID, RUN, 5L, ANN, AT));
      then(answered(new ConfirmationId("another")));
      then(new Event.StepCompleted(step(RUN, 1), 1L, null, false));
      var outcome = then(answered(ID));
      then(new Event.StepProgress(step(RUN, 1), 5.0, null, null, false));
      then(new Event.StepCompleted(step(OTHER, 1), 1L, null, false));
      var healing =
          then(new Event.HealTriggered(step(RUN, 1), "h", "", "", "e", "e", "fix", false));
      then(new Event.StepStarted(step(RUN, 2), false));
      var done = then(new Event.StepFailed(step(RUN, 1), 1L, "no", false));
      then(new Event.SkillFailed(RUN, "s", "no", 1L, Event.FailReason.FAILED, false));

      var story = story(question(RUN, 1));
      assertThat(story.events()).containsExactly(paused);
      assertThat(story.outcome()).isEqualTo(outcome);
      assertThat(story.then()).containsExactly(healing, done);
      assertThat(story.isTold()).isTrue();
    }

    @Test
    void isNotToldAsLongAsTheStepIsAtWork() {
      assertThat(story(question(RUN, 1)).outcome()).isNull();
      assertThat(story(question(RUN, 1)).isTold()).isFalse();
      then(answered(ID));
      then(new Event.StepStarted(step(RUN, 1), false));
      assertThat(story(question(RUN, 1)).isTold()).isFalse();
    }

    @Test
    void endsWithItsRun() {
      then(new Event.ConfirmationExpired(ID, RUN, "abort", Event.CloseReason.RUN_ENDED));
      var ended = then(new Event.SkillCompleted(RUN, "s", 1L, null, false));
      assertThat(story(question(RUN, 1)).then()).containsExactly(ended);
    }
  }

  @Test
  void knowsWhoHadItBeforeThem() {
    var bea = new Actor("d", "Bea", Actor.Kind.HUMAN);
    var screen = new Actor("", "zenity", Actor.Kind.DESKTOP);
    then(new Event.ConfirmationPaused(ID, RUN, 5L, bea, AT));
    then(new Event.ConfirmationResumed(ID, RUN, 5L, AT, Actor.SYSTEM));
    then(new Event.ConfirmationExtended(ID, RUN, 5L, 5L, AT, bea));
    then(new Event.ConfirmationPaused(new ConfirmationId("other"), RUN, 5L, ANN, AT));
    then(
        new Event.ConfirmationAnswered(
            ID, RUN, "yes", Remember.NONE, null, null, screen, Event.Memory.NONE));
    assertThat(story(question(RUN, 1)).seenBy()).containsExactly(bea, screen);
  }

  @Test
  void ofWhatARuleDecidedNobodyIsKnown() {
    var rule = new Actor("", "rule-1", Actor.Kind.RULE);
    var answer =
        new Event.ConfirmationAnswered(
            ID, RUN, "yes", Remember.NONE, null, null, rule, Event.Memory.NONE);
    assertThat(QuestionStory.byRule(new Envelope(1, AT, answer), question(RUN, 1), later).seenBy())
        .isEmpty();
  }

  @Nested
  class AQuestionWithoutAStep {

    @Test
    void takesTheNextStepThatIsOver() {
      then(answered(ID));
      var started = then(new Event.StepStarted(step(RUN, 4), false));
      var skipped = then(new Event.StepSkipped(step(RUN, 4), "why", false));
      then(new Event.StepStarted(step(RUN, 5), false));
      assertThat(story(question(RUN, null)).then()).containsExactly(started, skipped);
    }

    @Test
    void orARunIsToldWithItsOutcome() {
      then(answered(ID));
      then(new Event.StepCompleted(step(RUN, 1), 1L, null, false));
      var story = story(question(new RunId(""), null));
      assertThat(story.isTold()).isTrue();
      assertThat(story.then()).isEmpty();
    }
  }

  @Test
  void ofARuleIsAskedAndAnsweredAtOnce() {
    var answered = new Envelope(1, AT, answered(ID));
    var done = then(new Event.StepCompleted(step(RUN, 1), 1L, null, false));
    var story = QuestionStory.byRule(answered, question(RUN, 1), later);
    assertThat(story.outcome()).isEqualTo(answered);
    assertThat(story.then()).containsExactly(done);
    assertThat(story.isTold()).isTrue();
  }

  @Test
  void tellsABoundedNumberOfEvents() {
    then(answered(ID));
    for (int i = 0; i < 50; i++) {
      then(new Event.StepStarted(step(RUN, 1), false));
    }
    assertThat(story(question(RUN, 1)).then()).hasSize(QuestionStory.THEN);
    assertThat(story(question(RUN, 1)).isTold()).isTrue();
  }
}
