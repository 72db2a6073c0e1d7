package dev.skillwire.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.cli.base.Ink;
import dev.skillwire.client.Message;
import dev.skillwire.wire.BadMessage;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditLinesTest {

  private static final String ANSWERED =
      "{'timestamp':'2026-03-01T10:15:30.120Z','risk':'high','skill_name':'deploy','step_name':'push',"
          + "'prompt':'Push to\\nproduction?','status':'answered','response':'yes','comment':'go \\u001b[31mon',"
          + "'answered_by':{'name':'Ada','kind':'human'},'waited_ms':2528,"
          + "'then':[{'type':'step_failed','error':'denied'},{'type':'skill_failed','reason':'failed'}]}";
  private static final String EXPIRED =
      "{'timestamp':'2026-03-01T10:16:30.120Z','risk':'low','prompt':'Go on?','status':'expired',"
          + "'response':'let_claude','reason':'timeout','waited_ms':1000,'then':[]}";
  private static final String OPEN =
      "{'timestamp':'soon','risk':'low','prompt':'Well?','status':'pending'}";
  private static final String RULED =
      "{'timestamp':'2026-03-01T10:16:30.120Z','risk':'low','prompt':'Go?','status':'answered',"
          + "'response':'a very long option that somebody offered','rule_id':'rule-4',"
          + "'answered_by':{'name':'rule-4','kind':'rule'},'waited_ms':0}";

  private static List<String> lines(int width, String... questions) throws BadMessage {
    var messages = new java.util.ArrayList<Message>();
    for (var question : questions) {
      messages.add(Message.parse(question.replace('\'', '"')));
    }
    return new AuditLines(new Ink(false), ZoneOffset.UTC, width).of(messages);
  }

  @Test
  void alignsWhoDecidedWhatAndTellsTheStoryBelow() throws BadMessage {
    assertThat(lines(80, ANSWERED, EXPIRED))
        .containsExactly(
            "ASKED                RISK  DECISION    BY       AFTER  SKILL",
            "2026-03-01 10:15:30  high  yes         Ada      2.5 s  deploy/push",
            "  Push to production?",
            "  comment: go on",
            "  then step_failed: denied",
            "  then skill_failed: failed",
            "2026-03-01 10:16:30  low   let_claude  timeout  1.0 s  -",
            "  Go on?");
  }

  @Test
  void namesAllWhoHadTheirSay() throws BadMessage {
    var voted =
        ANSWERED.replace(
            "'then':",
            "'events':[{'type':'confirmation_claimed','by':{'name':'Ben'}},{'type':'confirmation_voted',"
                + "'response':'yes','by':{'name':'Ben','kind':'human'},'comment':'seen it'}],'then':");
    assertThat(lines(80, voted))
        .contains("  said before: yes by Ben: \"seen it\"")
        .doesNotContain("  said before:  by Ben");
  }

  @Test
  void saysWhatWaitsAndWhatARuleDecided() throws BadMessage {
    assertThat(lines(80, OPEN, RULED))
        .contains("soon                 low   -                   (open)  -      -")
        .contains("2026-03-01 10:16:30  low   a very long optio…  rule-4  0 ms   -");
  }

  @Test
  void keepsToTheWidth() throws BadMessage {
    var wide = ANSWERED.replace("'push'", "'" + "x".repeat(90) + "'").replace("?", "🚀".repeat(90));
    assertThat(lines(60, wide))
        .allMatch(line -> line.codePointCount(0, line.length()) <= 60)
        .anyMatch(line -> line.endsWith("🚀…"))
        .anyMatch(line -> line.endsWith("x…"));
  }
}
