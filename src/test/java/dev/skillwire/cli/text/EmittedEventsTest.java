package dev.skillwire.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skillwire.cli.base.CommandFailure;
import dev.skillwire.cli.base.ExitCode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EmittedEventsTest {

  @Nested
  class OfFields {

    @Test
    void readsKnownFieldsByTheirType() {
      assertThat(
              EmittedEvents.of(
                  "step_progress",
                  List.of("skill_id=7", "step_index=0", "percent=12.5", "message=a=b")))
          .hasToString(
              "{\"type\":\"step_progress\",\"skill_id\":\"7\",\"step_index\":0,\"percent\":12.5,\"message\":\"a=b\"}");
      assertThat(
              EmittedEvents.of("memory_query_started", List.of("sources=code,slack"))
                  .texts("sources"))
          .containsExactly("code", "slack");
      assertThat(EmittedEvents.of("heal_completed", List.of("success=true")).truth("success"))
          .isTrue();
    }

    @Test
    void takesTextOrJsonForOwnTypes() {
      assertThat(EmittedEvents.of("note", List.of("n=1", "m:=[1]")))
          .hasToString("{\"type\":\"note\",\"n\":\"1\",\"m\":[1]}");
    }

    @Test
    void saysWhatIsWrong() {
      assertThatThrownBy(() -> EmittedEvents.of("note", List.of("nothing")))
          .hasMessageContaining("NAME=TEXT");
      assertThatThrownBy(() -> EmittedEvents.of("foo:=", List.of()))
          .isInstanceOfSatisfying(
              CommandFailure.class, e -> assertThat(e.code()).isEqualTo(ExitCode.USAGE))
          .hasMessageContaining("the type comes first");
      assertThatThrownBy(() -> EmittedEvents.of("step_started", List.of("step_index=one")))
          .isInstanceOfSatisfying(
              CommandFailure.class, e -> assertThat(e.code()).isEqualTo(ExitCode.USAGE))
          .hasMessageContaining("step_index");
    }
  }

  @Nested
  class OfInput {

    private final List<String> bad = new ArrayList<>();
    private final EmittedEvents events = new EmittedEvents(bad::add);

    @Test
    void takesOneObjectInEachLine() {
      assertThat(events.line("{\"type\":\"a\"}")).hasToString("{\"type\":\"a\"}");
      assertThat(events.line("")).isNull();
      assertThat(events.line("{\"type\":\"b\"}")).hasToString("{\"type\":\"b\"}");
      events.end();
    }

    @Test
    void takesOneObjectInSeveralLines() {
      assertThat(events.line("{")).isNull();
      assertThat(events.line("  \"a\": [ {} ]")).isNull();
      assertThat(events.line("}")).hasToString("{\"a\":[{}]}");
    }

    @Test
    void namesTheLineThatIsWrong() {
      assertThat(events.line("{\"type\":\"a\"}")).isNotNull();
      assertThat(events.line("nonsense")).isNull();
      assertThat(bad).singleElement().asString().contains("line 2");
    }

    @Test
    void goesOnAfterALineThatIsWrong() {
      assertThat(events.line("nonsense")).isNull();
      assertThat(events.line("{\"type\":\"a\"}")).isNotNull();
      assertThat(events.number()).isEqualTo(2);
    }

    @Test
    void goesOnAfterAnObjectThatWasCutOff() {
      assertThat(events.line("{\"type\":\"a\",")).isNull();
      assertThat(events.line("{\"type\":\"b\"}")).hasToString("{\"type\":\"b\"}");
      assertThat(bad).singleElement().asString().contains("line 1");
    }

    @Test
    void missesTheEnd() {
      assertThat(events.line("{\"type\":")).isNull();
      events.end();
      assertThat(bad).singleElement().asString().contains("line 1");
    }
  }
}
