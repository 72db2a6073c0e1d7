package dev.skillwire.core;

import static dev.skillwire.core.Given.nothing;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SystemRulesTest {

  private static final String BIG = "x".repeat(Limits.TEXT_BYTES + 1);
  private static final String LONG_NAME = "x".repeat(Limits.NAME_CHARS + 1);
  private static final List<String> LONG_LIST = Collections.nCopies(Limits.LIST + 1, "x");

  @Nested
  final class AskingTheMemory {

    @Test
    void isTold() {
      var then = nothing().when(new Command.StartMemoryQuery("m1", "who?", List.of("jira")));

      assertThat(then.event(Event.MemoryQueryStarted.class))
          .isEqualTo(new Event.MemoryQueryStarted("m1", "who?", List.of("jira"), false));
    }

    @Test
    void cutsALongQuery() {
      var event =
          nothing()
              .when(new Command.StartMemoryQuery("m1", BIG, List.of()))
              .event(Event.MemoryQueryStarted.class);

      assertThat(event.query()).hasSize(Limits.TEXT_BYTES);
      assertThat(event.truncated()).isTrue();
    }

    @Test
    void needsAnIdAndBoundedSources() {
      nothing()
          .when(new Command.StartMemoryQuery(" ", "q", List.of()))
          .refused(Reason.INVALID_MESSAGE, "query_id");
      nothing()
          .when(new Command.StartMemoryQuery("m1", "q", LONG_LIST))
          .refused(Reason.TOO_LARGE, "sources");
      nothing()
          .when(new Command.StartMemoryQuery("m1", "q", List.of(LONG_NAME)))
          .refused(Reason.TOO_LARGE, "sources");
    }
  }

  @Nested
  final class ClassifyingAnIntent {

    @Test
    void isTold() {
      assertThat(nothing().when(classify("m1", 0.5)).event(Event.IntentClassified.class))
          .isEqualTo(new Event.IntentClassified("m1", "who?", "people", 0.5, List.of("hr"), false));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1.01, Double.NaN, Double.NEGATIVE_INFINITY})
    void refusesAConfidenceThatIsNone(double confidence) {
      nothing().when(classify("m1", confidence)).refused(Reason.INVALID_MESSAGE, "confidence");
    }

    @Test
    void needsAnId() {
      nothing().when(classify("", 1)).refused(Reason.INVALID_MESSAGE, "query_id");
    }

    private static Command.ClassifyIntent classify(String id, double confidence) {
      return new Command.ClassifyIntent(id, "who?", "people", confidence, List.of("hr"));
    }
  }

  @Nested
  final class AnAnswerOfTheMemory {

    @Test
    void isTold() {
      assertThat(nothing().when(complete(3, 1.5, null)).event(Event.MemoryQueryCompleted.class))
          .isEqualTo(
              new Event.MemoryQueryCompleted(
                  "m1", new Json("{\"a\":1}"), List.of("jira"), 3L, 1.5, null, false));
    }

    @Test
    void cutsALongError() {
      var event = nothing().when(complete(0, 0, BIG)).event(Event.MemoryQueryCompleted.class);

      assertThat(event.error()).hasSize(Limits.TEXT_BYTES);
      assertThat(event.truncated()).isTrue();
    }

    @Test
    void cutsALongIntentAndSaysSo() {
      var command =
          new Command.CompleteMemoryQuery(
              "m1", new Json("\"" + BIG + "\""), List.of(), 0L, 0.0, null);

      var event = nothing().when(command).event(Event.MemoryQueryCompleted.class);

      assertThat(event.intent().text()).startsWith("{\"preview\":");
      assertThat(event.truncated()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesALatencyThatIsNone(double latency) {
      nothing().when(complete(0, latency, null)).refused(Reason.INVALID_MESSAGE, "latency_ms");
    }

    @Test
    void refusesANegativeCount() {
      nothing().when(complete(-1, 0, null)).refused(Reason.INVALID_MESSAGE, "result_count");
    }

    private static Command.CompleteMemoryQuery complete(
        long count, double latency, @Nullable String error) {
      return new Command.CompleteMemoryQuery(
          "m1", new Json("{\"a\":1}"), List.of("jira"), count, latency, error);
    }
  }

  @Nested
  final class Personas {

    @Test
    void areTold() {
      assertThat(
              nothing()
                  .when(new Command.ChangePersona("devops", "developer", 12L))
                  .event(Event.PersonaChanged.class))
          .isEqualTo(new Event.PersonaChanged("devops", "developer", 12L));
    }

    @Test
    void needAName() {
      nothing()
          .when(new Command.ChangePersona("", null, null))
          .refused(Reason.INVALID_MESSAGE, "persona");
      nothing()
          .when(new Command.ChangePersona("devops", LONG_NAME, null))
          .refused(Reason.TOO_LARGE, "previous");
    }
  }

  @Nested
  final class Tools {

    @Test
    void areTold() {
      assertThat(
              nothing()
                  .when(new Command.ChangeTools(List.of("a"), List.of("b"), null))
                  .event(Event.ToolsListChanged.class))
          .isEqualTo(new Event.ToolsListChanged(List.of("a"), List.of("b"), null));
    }

    @Test
    void areBounded() {
      nothing()
          .when(new Command.ChangeTools(LONG_LIST, List.of(), null))
          .refused(Reason.TOO_LARGE, "added");
      nothing()
          .when(new Command.ChangeTools(List.of(), LONG_LIST, null))
          .refused(Reason.TOO_LARGE, "removed");
    }
  }
}
