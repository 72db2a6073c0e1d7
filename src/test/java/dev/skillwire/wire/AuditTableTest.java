package dev.skillwire.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.core.Envelope;
import dev.skillwire.core.Event;
import dev.skillwire.core.QuestionStory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditTableTest {

  private static QuestionStory story() {
    var question = Samples.question(true);
    return QuestionStory.of(
        new Envelope(7, Samples.AT, new Event.ConfirmationRequired(question)),
        question,
        List.of(
            new Envelope(
                9,
                Samples.AT.plusSeconds(3),
                new Event.ConfirmationExpired(
                    question.id(), question.run(), "abort", Event.CloseReason.TIMEOUT))));
  }

  @Test
  void hasALineOfNamesAndAsManyCellsInEachLine() {
    var lines = AuditTable.text(List.of(story())).split("\r\n", -1);
    assertThat(lines).hasSize(3);
    assertThat(lines[0]).startsWith("seq,asked_at,id,");
    assertThat(lines[1]).startsWith("7,").contains(",expired,abort,,,,timeout,").contains(",3000,");
    assertThat(lines[2]).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "|calc",
        "%x",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",
        "＝1",
        "＠x",
        "=cmd|' /C calc'!A0",
        "=HYPERLINK(\"http://a.test\")",
      })
  void neverHoldsAFormula(String value) {
    var cell = AuditTable.cell(value);
    var content = cell.startsWith("\"") ? cell.substring(1) : cell;
    assertThat(content).startsWith("'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '~',
      value = {
        "plain!plain",
        "a,b!\"a,b\"",
        "say \"a\"!\"say \"\"a\"\"\"",
        "a;b!\"a;b\"",
        "a-b=c!a-b=c"
      })
  void quotesWhatMustBe(String value, String cell) {
    assertThat(AuditTable.cell(value)).isEqualTo(cell);
  }

  @Test
  void keepsLineBreaksInsideTheirCell() {
    assertThat(AuditTable.cell("two\nlines")).isEqualTo("\"two\nlines\"");
  }
}
