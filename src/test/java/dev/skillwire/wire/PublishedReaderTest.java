package dev.skillwire.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.core.Command;
import dev.skillwire.core.Command.RunRef;
import dev.skillwire.core.Command.StepRef;
import dev.skillwire.core.Event;
import dev.skillwire.core.Json;
import dev.skillwire.core.Reason;
import dev.skillwire.core.RunId;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishedReaderTest {

  private static final RunRef RUN = RunRef.of(new RunId("r"));

  /// With no more than what is needed.
  @Nested
  class TheLeast {

    @Test
    void startsARunUnderAnIdOfItsOwn() throws BadMessage {
      assertThat(read("{\"type\":\"skill_started\",\"skill_name\":\"s\"}"))
          .isEqualTo(
              new Command.StartSkill(
                  new RunId("made"), "s", "", null, Json.EMPTY_OBJECT, "", null, List.of()));
      assertThat(
              read(
                  "{\"type\":\"skill_started\",\"skill_name\":\"s\",\"skill_id\":\"\","
                      + "\"parent_skill_id\":\"\",\"steps\":[{}]}"))
          .isEqualTo(
              new Command.StartSkill(
                  new RunId("made"),
                  "s",
                  "",
                  null,
                  Json.EMPTY_OBJECT,
                  "",
                  null,
                  List.of(new Event.StepPlan("", ""))));
    }

    @Test
    void tellsOfAStep() throws BadMessage {
      var step = "\"skill_id\":\"r\",\"step_index\":1}";
      var ref = new StepRef(RUN, 1, null, null);
      assertThat(read("{\"type\":\"step_started\"," + step)).isEqualTo(new Command.StartStep(ref));
      assertThat(read("{\"type\":\"step_progress\"," + step))
          .isEqualTo(new Command.ProgressStep(ref, null, null, null));
      assertThat(read("{\"type\":\"step_completed\"," + step))
          .isEqualTo(new Command.CompleteStep(ref, null, null));
      assertThat(read("{\"type\":\"step_skipped\"," + step))
          .isEqualTo(new Command.SkipStep(ref, ""));
      assertThat(read("{\"type\":\"step_failed\",\"error\":\"e\"," + step))
          .isEqualTo(new Command.FailStep(ref, null, "e"));
    }

    @Test
    void tellsOfARepair() throws BadMessage {
      assertThat(read("{\"type\":\"heal_started\",\"skill_id\":\"r\",\"fix_action\":\"f\"}"))
          .isEqualTo(new Command.TriggerHeal(RUN, null, null, null, "", "", "", "f"));
      assertThat(
              read(
                  "{\"type\":\"heal_completed\",\"skill_id\":\"r\",\"fix_action\":\"f\","
                      + "\"success\":false}"))
          .isEqualTo(new Command.CompleteHeal(RUN, null, null, null, "f", false, null));
    }

    @Test
    void endsARunNamedByItsSkill() throws BadMessage {
      var byName = new RunRef(null, "s");
      assertThat(read("{\"type\":\"skill_completed\",\"skill_name\":\"s\"}"))
          .isEqualTo(new Command.CompleteSkill(byName, null, null));
      assertThat(read("{\"type\":\"skill_error\",\"skill_name\":\"s\",\"error\":\"e\"}"))
          .isEqualTo(new Command.FailSkill(byName, "e", null, Event.FailReason.FAILED));
    }

    @Test
    void tellsOfTheMemory() throws BadMessage {
      assertThat(read("{\"type\":\"memory_query_started\",\"query_id\":\"q\"}"))
          .isEqualTo(new Command.StartMemoryQuery("q", "", List.of()));
      assertThat(read("{\"type\":\"intent_classified\",\"query_id\":\"q\"}"))
          .isEqualTo(new Command.ClassifyIntent("q", "", "", null, List.of()));
      assertThat(read("{\"type\":\"memory_query_completed\",\"query_id\":\"q\"}"))
          .isEqualTo(
              new Command.CompleteMemoryQuery("q", new Json("\"\""), List.of(), null, null, null));
    }
  }

  @Test
  void takesTheSnippetWhereTheErrorIsMissing() throws BadMessage {
    assertThat(
            read(
                "{\"type\":\"heal_started\",\"skill_id\":\"r\",\"fix_action\":\"f\","
                    + "\"error_snippet\":\"401\"}"))
        .isEqualTo(new Command.TriggerHeal(RUN, null, null, null, "", "", "401", "f"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "skill_started | {} | skill_name",
        "skill_started | {\"skill_name\":7} | skill_name",
        "skill_started | {\"skill_name\":\"s\",\"skill_id\":7} | skill_id",
        "skill_started | {\"skill_name\":\"s\",\"session_id\":7} | session_id",
        "skill_started | {\"skill_name\":\"s\",\"total_steps\":-1} | total_steps",
        "skill_started | {\"skill_name\":\"s\",\"total_steps\":\"3\"} | total_steps",
        "skill_started | {\"skill_name\":\"s\",\"inputs\":[]} | inputs",
        "skill_started | {\"skill_name\":\"s\",\"source\":7} | source",
        "skill_started | {\"skill_name\":\"s\",\"parent_skill_id\":7} | parent_skill_id",
        "skill_started | {\"skill_name\":\"s\",\"steps\":{}} | steps",
        "skill_started | {\"skill_name\":\"s\",\"steps\":[\"a\"]} | steps",
        "skill_started | {\"skill_name\":\"s\",\"steps\":[{\"name\":7}]} | name",
        "step_started | {\"skill_id\":\"r\"} | step_index",
        "step_started | {\"skill_id\":\"r\",\"step_index\":1.5} | step_index",
        "step_started | {\"skill_id\":\"r\",\"step_index\":0,\"step_name\":7} | step_name",
        "step_started | {\"skill_id\":\"r\",\"step_index\":0,\"description\":7} | description",
        "step_progress | {\"skill_id\":\"r\",\"step_index\":0,\"percent\":\"7\"} | percent",
        "step_progress | {\"skill_id\":\"r\",\"step_index\":0,\"message\":7} | message",
        "step_progress | {\"skill_id\":\"r\",\"step_index\":0,\"output\":{}} | output",
        "step_completed | {\"skill_id\":\"r\",\"step_index\":0,\"output\":\"text\"} | output",
        "step_completed | {\"skill_id\":\"r\",\"step_index\":0,\"duration_ms\":1.5} | duration_ms",
        "step_failed | {\"skill_id\":\"r\",\"step_index\":0} | error",
        "step_failed | {\"skill_id\":\"r\",\"step_index\":0,\"error\":{}} | error",
        "step_skipped | {\"skill_id\":\"r\",\"step_index\":0,\"reason\":7} | reason",
        "skill_completed | {\"skill_id\":\"r\",\"outputs\":7} | outputs",
        "skill_completed | {\"skill_id\":\"r\",\"total_duration_ms\":\"1\"} | total_duration_ms",
        "skill_failed | {\"skill_id\":\"r\"} | error",
        "skill_failed | {\"skill_id\":\"r\",\"error\":\"e\",\"reason\":\"bored\"} | reason",
        "auto_heal_triggered | {\"skill_id\":\"r\"} | fix_action",
        "auto_heal_triggered | {\"skill_id\":\"r\",\"fix_action\":\"f\",\"tool_name\":7} | tool_name",
        "auto_heal_triggered | {\"skill_id\":\"r\",\"fix_action\":\"f\",\"heal_id\":7} | heal_id",
        "auto_heal_completed | {\"skill_id\":\"r\",\"fix_action\":\"f\"} | success",
        "auto_heal_completed | {\"skill_id\":\"r\",\"fix_action\":\"f\",\"success\":1} | success",
        "auto_heal_completed | {\"skill_id\":\"r\",\"success\":true} | fix_action",
        "memory_query_started | {} | query_id",
        "memory_query_started | {\"query_id\":\"q\",\"sources\":\"notes\"} | sources",
        "intent_classified | {\"query_id\":\"q\",\"confidence\":\"high\"} | confidence",
        "intent_classified | {\"query_id\":\"q\",\"intent\":{}} | intent",
        "memory_query_completed | {\"query_id\":\"q\",\"intent\":7} | intent",
        "memory_query_completed | {\"query_id\":\"q\",\"result_count\":1.5} | result_count",
        "memory_query_completed | {\"query_id\":\"q\",\"latency_ms\":1e999} | latency_ms",
        "memory_query_completed | {\"query_id\":\"q\",\"error\":7} | error",
        "persona_changed | {} | persona",
        "persona_changed | {\"persona\":\"p\",\"tool_count\":\"7\"} | tool_count",
        "tools_list_changed | {\"added\":\"git\"} | added",
        "tools_list_changed | {\"removed\":[7]} | removed"
      })
  void refusesAWrongFieldByItsName(String type, String fields, String field) {
    var node = Samples.parsed(fields);
    node.put("type", type);
    MessageReaderTest.assertRefused(node.toString(), Reason.INVALID_MESSAGE, field);
  }

  private static Command read(String message) throws BadMessage {
    var read = new MessageReader(() -> "made").read(Samples.parsed(message));
    return ((ClientMessage.Request) read).command();
  }
}
