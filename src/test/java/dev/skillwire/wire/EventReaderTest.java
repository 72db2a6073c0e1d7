package dev.skillwire.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skillwire.core.Event;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {

  static Stream<Event> events() {
    return Stream.concat(Samples.full().stream(), Samples.bare().stream());
  }

  @ParameterizedTest
  @MethodSource("events")
  void readsWhatWasWritten(Event event) throws BadMessage {
    var body = EventWriter.write(123_456_789_012L, Samples.AT, event);
    assertThat(EventReader.read(body, EventWriter.secret(event))).isEqualTo(event);
  }

  @ParameterizedTest
  @MethodSource("events")
  void writesTheSameBytesAgain(Event event) throws BadMessage {
    var body = EventWriter.write(7, Samples.AT, event);
    var read = EventReader.read(body, EventWriter.secret(event));
    assertThat(EventWriter.write(7, Samples.AT, read)).isEqualTo(body);
    assertThat(EventWriter.secret(read)).isEqualTo(EventWriter.secret(event));
  }

  @Test
  void readsAnEventWhoseSecretIsGone() throws BadMessage {
    var event = (Event.SkillStarted) Samples.full().getFirst();
    var read = EventReader.read(EventWriter.write(1, Samples.AT, event), new byte[0]);
    assertThat(((Event.SkillStarted) read).publisher()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"type\":7}",
        "{\"type\":\"step_started\"}",
        "{\"type\":\"skill_cancel_requested\",\"skill_id\":\"r\",\"skill_name\":\"s\",\"by\":1}",
        "{\"type\":\"confirmation_expired\",\"id\":\"a\",\"skill_id\":\"\",\"response\":\"abort\","
            + "\"reason\":\"boredom\"}",
        "{\"type\":\"confirmation_paused\",\"id\":\"a\",\"skill_id\":\"\",\"remaining_seconds\":1,"
            + "\"by\":{\"client_id\":\"\",\"name\":\"\",\"kind\":\"human\"},\"resumes_at\":\"noon\"}"
      })
  void refusesWhatIsNoEvent(String damaged) {
    assertThatThrownBy(() -> EventReader.read(damaged.getBytes(UTF_8), new byte[0]))
        .isInstanceOf(BadMessage.class);
  }
}
