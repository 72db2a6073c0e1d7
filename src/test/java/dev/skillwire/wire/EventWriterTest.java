package dev.skillwire.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.core.Event;
import dev.skillwire.core.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventWriterTest {

  static java.util.stream.Stream<Event> events() {
    return EventReaderTest.events();
  }

  @Test
  void beginsWithTypeSequenceAndTime() {
    var event = new Event.PersonaChanged("developer", "writer", 42L);
    assertThat(Samples.text(EventWriter.write(9, Samples.AT, event)))
        .isEqualTo(
            "{\"type\":\"persona_changed\",\"seq\":9,\"timestamp\":\"2026-03-01T10:15:30.120Z\","
                + "\"persona\":\"developer\",\"previous\":\"writer\",\"tool_count\":42}");
  }

  @ParameterizedTest
  @MethodSource("events")
  void tellsAnEventAgainMarkedAndWithoutASequence(Event event) {
    var again = Samples.parsed(EventWriter.replayed(Samples.AT, event));
    var once = Samples.parsed(EventWriter.write(9, Samples.AT, event));
    assertThat(again.path("replayed").isBoolean()).isTrue();
    again.remove("replayed");
    once.remove("seq");
    assertThat(again).isEqualTo(once);
  }

  @ParameterizedTest
  @MethodSource("events")
  void tellsBytesAgainMarkedAndWithoutASequence(Event event) {
    var written = EventWriter.write(1_234_567, Samples.AT, event);
    var again = EventWriter.replayed(written, EventWriter.kind(event));
    assertThat(Samples.parsed(again))
        .isEqualTo(Samples.parsed(EventWriter.replayed(Samples.AT, event)));
  }

  @Test
  void putsWhatIsASourcesOwnBehindTheEnvelopeAsItWasRead() {
    var head = "{\"type\":\"w\",\"seq\":9,\"timestamp\":\"2026-03-01T10:15:30.120Z\"";
    var fields = "\"é\":[1.50,{\"ü\":\"\\n\"}],\"k\":\"🚀\"";
    var full = new Event.Custom("w", new Json("{" + fields + "}"));
    var empty = new Event.Custom("w", Json.EMPTY_OBJECT);
    assertThat(Samples.text(EventWriter.write(9, Samples.AT, full)))
        .isEqualTo(head + "," + fields + "}");
    assertThat(Samples.text(EventWriter.write(9, Samples.AT, empty))).isEqualTo(head + "}");
  }

  @Test
  void neverTellsWhoAskedOrPublished() {
    for (var event : Samples.full()) {
      var text = Samples.text(EventWriter.write(9, Samples.AT, event));
      assertThat(text).doesNotContain("token:abc", "client-3", "requester", "publisher");
    }
  }

  @Test
  void keepsWhoAskedAndPublishedBesideTheEvent() {
    assertThat(Samples.text(EventWriter.secret(Samples.full().getFirst()))).contains("client-3");
    assertThat(
            Samples.text(
                EventWriter.secret(new Event.ConfirmationRequired(Samples.question(true)))))
        .contains("token:abc");
    assertThat(EventWriter.secret(new Event.StepStarted(Samples.STEP, false))).isEmpty();
  }
}
