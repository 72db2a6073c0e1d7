package dev.skillwire.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.cli.base.Ink;
import dev.skillwire.client.Message;
import dev.skillwire.wire.BadMessage;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunLinesTest {

  private final RunLines lines = new RunLines(new Ink(false), ZoneOffset.ofHours(2));

  @Test
  void tellTimesOfTheZoneAndNoEmptyFields() throws Exception {
    assertThat(
            story(
                "{'skill_name':'deploy','skill_id':'r1','status':'completed','source':'','parent_skill_id':null,"
                    + "'started_at':'2026-03-01T22:30:05.123Z','ended_at':'2026-03-01T22:31:00Z'}"))
        .containsExactly(
            "deploy  r1",
            "  state    completed",
            "  started  2026-03-02 00:30:05",
            "  ended    2026-03-02 00:31:00");
  }

  @Test
  void callAStepRunningOnlyWhileItsRunIs() throws Exception {
    var steps = "'steps':[{'index':0,'name':'copy','status':'running'}]}";
    assertThat(story("{'skill_name':'a','skill_id':'r1','status':'running'," + steps).getLast())
        .isEqualTo("  1. running  copy");
    assertThat(story("{'skill_name':'a','skill_id':'r1','status':'failed'," + steps).getLast())
        .isEqualTo("  1. not ended  copy");
  }

  private List<String> story(String json) throws BadMessage {
    return lines.story(Message.parse(json.replace('\'', '"')));
  }
}
