package dev.skillwire.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.core.Away;
import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Envelope;
import dev.skillwire.core.Event;
import dev.skillwire.core.RunId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AwayWriterTest {

  private static Away away(String name) {
    var runs =
        IntStream.range(0, 20)
            .mapToObj(
                i ->
                    new Envelope(
                        100 - i,
                        Samples.AT,
                        (Event)
                            new Event.SkillFailed(
                                new RunId("r" + i),
                                name,
                                "first\nsecond",
                                1L,
                                Event.FailReason.FAILED,
                                false)))
            .toList();
    var open = IntStream.range(0, 90).mapToObj(i -> new ConfirmationId("q" + i)).toList();
    return new Away(100, false, 0, 20, runs, 0, List.of(), 0, 0, List.of(), 1, open);
  }

  @Test
  void holdsTheNewestOfEachKind() {
    var told = Samples.parsed(AwayWriter.text(away("deploy")).text());
    assertThat(told.path("runs").size()).isEqualTo(20);
    assertThat(told.path("runs").path(0).path("error").stringValue()).isEqualTo("first");
    assertThat(told.path("waiting").intValue()).isEqualTo(90);
    assertThat(told.path("open").size()).isEqualTo(40);
    assertThat(told.path("open").path(39).stringValue()).isEqualTo("q89");
  }

  @Test
  void isShorterWhereNamesAreLong() {
    var text = AwayWriter.text(away("n".repeat(1_024))).text();
    assertThat(text.length()).isLessThan(16 * 1024);
    var told = Samples.parsed(text);
    assertThat(told.path("runs").size()).isBetween(1, 19);
    assertThat(told.path("failed").intValue()).isEqualTo(20);
  }
}
