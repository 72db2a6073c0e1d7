package dev.skillwire.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.core.Event;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VocabularyTest {

  private static final Map<String, String> DIFFERENT =
      Map.of(
          "skill_failed", "skill_error",
          "auto_heal_triggered", "heal_started",
          "auto_heal_completed", "heal_completed");

  static java.util.stream.Stream<Event> events() {
    return EventReaderTest.events();
  }

  @ParameterizedTest
  @MethodSource("events")
  void changesNothingButTheWord(Event event) {
    var kind = EventWriter.kind(event);
    var written = EventWriter.write(9, Samples.AT, event);
    assertThat(Vocabulary.S1.translate(written, kind)).isSameAs(written);

    var expected = Samples.parsed(written);
    expected.put("type", DIFFERENT.getOrDefault(kind, kind));
    assertThat(Samples.parsed(Vocabulary.S2.translate(written, kind))).isEqualTo(expected);
  }

  @Test
  void translatesWhatIsToldAgain() {
    var failed = new Event.SkillFailed(Samples.RUN, "s", "e", 1, Event.FailReason.FAILED, false);
    var again = EventWriter.replayed(EventWriter.write(9, Samples.AT, failed), "skill_failed");
    assertThat(Samples.text(Vocabulary.S2.translate(again, "skill_failed")))
        .startsWith("{\"type\":\"skill_error\",\"replayed\":true,\"timestamp\":");
  }

  @Test
  void understandsBoth() {
    for (var entry : Catalogue.entries()) {
      for (var vocabulary : Vocabulary.values()) {
        assertThat(Vocabulary.canonical(vocabulary.word(entry.word()))).isEqualTo(entry.word());
      }
    }
    assertThat(Vocabulary.canonical("coffee_made")).isEqualTo("coffee_made");
  }
}
