package dev.skillwire.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.cli.base.Ink;
import dev.skillwire.client.Message;
import dev.skillwire.wire.BadMessage;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleLinesTest {

  private static final String FULL =
      "{'rule_id':'rule-12','scope':{'skill_name':'deploy','prompt_pattern':'Push *',"
          + "'action_digest':'0123456789abcdef'},'response':'yes','enabled':false,'skill_id':'r1',"
          + "'expires_at':'2026-03-01T10:15:30.120Z','uses_left':1,'created_at':'2026-03-01T09:00:00Z',"
          + "'created_by':{'name':'Ada','kind':'human'},'created_from':'q1','used':1,"
          + "'last_used_at':'2026-03-01T09:10:00Z','contradicted':2,'last_contradiction':{'id':'q2',"
          + "'response':'no','by':{'name':'Ben','kind':'human'},'at':'2026-03-01T09:20:00Z'}}";
  private static final String BARE =
      "{'rule_id':'rule-3','scope':{},'response':'a\\u001bbort','enabled':true,'used':14,"
          + "'contradicted':0,'created_by':{'name':'','kind':'human'}}";

  private final RuleLines lines = new RuleLines(new Ink(false), ZoneOffset.UTC);

  private static Message message(String json) throws BadMessage {
    return Message.parse(json.replace('\'', '"'));
  }

  @Test
  void alignsATable() throws Exception {
    var table = lines.table(List.of(message(FULL), message(BARE)));

    assertThat(table).hasSize(3);
    assertThat(table.get(0)).startsWith("RULE          ANSWERS  TO QUESTIONS OF");
    assertThat(table.get(1)).startsWith("rule-12  off  yes      skill deploy, prompt Push *");
    assertThat(table.get(2)).startsWith("rule-3        abort    everybody");
    for (var heading : List.of("ANSWERS", "HOLDS", "USED", "BY")) {
      int column = table.get(0).indexOf(heading);
      assertThat(table.get(1).charAt(column - 1)).isEqualTo(' ');
      assertThat(table.get(1).charAt(column)).isNotEqualTo(' ');
    }
    assertThat(table.get(1)).contains("2 by Ben").endsWith("Ada");
  }

  @Test
  void tellsAllAboutOne() throws Exception {
    assertThat(lines.whole(message(FULL)))
        .containsExactly(
            "rule-12 (switched off)",
            "  answers       yes",
            "  to questions  skill deploy, prompt Push *, action 0123456789ab…, run r1",
            "  holds         1 more time, until 2026-03-01 10:15, until the run ends",
            "  made          2026-03-01 09:00 by Ada with the answer to q1",
            "  used          1 time, last 2026-03-01 09:10",
            "  contradicted  2 times, last 2026-03-01 09:20 by Ben with 'no' to q2");
    assertThat(lines.whole(message(BARE))).contains("  holds         for ever");
  }

  @Test
  void saysWhatAPreviewFound() throws Exception {
    assertThat(
            RuleLines.preview(
                message("{'questions':200,'matched':14,'answered_differently':2,'unanswered':0}")))
        .isEqualTo(
            "would have answered 14 of the last 200 questions, 2 of which were answered differently.");
    assertThat(
            RuleLines.preview(
                message(
                    "{'questions':1,'matched':1,'answered_differently':0,'unanswered':1,'left_for_risk':3}")))
        .isEqualTo(
            "would have answered 1 of one question, 0 of which were answered differently and"
                + " 1 not at all. 3 more are of high risk and stay with people.");
    assertThat(RuleLines.preview(message("{'questions':9,'matched':0}")))
        .isEqualTo("would have answered 0 of the last 9 questions.");
  }
}
