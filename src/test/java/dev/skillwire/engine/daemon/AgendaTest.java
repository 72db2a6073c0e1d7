package dev.skillwire.engine.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.engine.daemon.Agenda.Verdict;
import dev.skillwire.engine.daemon.plan.CronTimes;
import dev.skillwire.engine.daemon.plan.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class AgendaTest {

  private static final CronTimes HOURLY = CronTimes.of("0 * * * *", ZoneOffset.UTC);
  private static final Trigger.Schedule SKIPS = new Trigger.Schedule(HOURLY, false);
  private static final Trigger.Schedule MAKES_UP = new Trigger.Schedule(HOURLY, true);
  private static final Instant TEN = Instant.parse("2026-11-24T10:00:00Z");

  @Test
  void startsWhatIsDueOnce() {
    assertThat(Agenda.decide(SKIPS, TEN.minusSeconds(60), TEN.minusMillis(1)))
        .isEqualTo(Verdict.NOTHING);
    assertThat(Agenda.decide(SKIPS, TEN.minusSeconds(60), TEN)).isEqualTo(Verdict.START);
    assertThat(Agenda.decide(SKIPS, TEN, TEN.plusSeconds(1))).isEqualTo(Verdict.NOTHING);
  }

  @Test
  void startsAFewSecondsLateButNotLater() {
    var before = TEN.minusSeconds(60);
    assertThat(Agenda.decide(SKIPS, before, TEN.plusSeconds(60))).isEqualTo(Verdict.START);
    assertThat(Agenda.decide(SKIPS, before, TEN.plusSeconds(61))).isEqualTo(Verdict.MISSED);
  }

  @Test
  void makesUpForManyMissedTimesByOneStart() {
    var aDayLater = TEN.plus(Duration.ofHours(24)).plusSeconds(1_000);
    assertThat(Agenda.decide(MAKES_UP, TEN, aDayLater)).isEqualTo(Verdict.MAKE_UP);
    var settled = Agenda.settle(TEN, aDayLater);
    assertThat(Agenda.decide(MAKES_UP, settled, aDayLater)).isEqualTo(Verdict.NOTHING);
  }

  @Test
  void doesNotRepeatWhatAClockThatIsSetBackBringsAgain() {
    var settled = Agenda.settle(TEN.plusSeconds(5), TEN.minusSeconds(1_800));
    assertThat(settled).isEqualTo(TEN.plusSeconds(5));
    assertThat(Agenda.decide(MAKES_UP, settled, TEN)).isEqualTo(Verdict.NOTHING);
    assertThat(Agenda.settle(TEN.plus(Duration.ofDays(30)), TEN)).isEqualTo(TEN);
  }

  @Test
  void remembersAcrossStartsWhatWasPlannedAlike() {
    var note = Note.NONE.settledAt(Agenda.plan(HOURLY), TEN.minusSeconds(9_000));
    assertThat(Agenda.begin(HOURLY, note, TEN)).isEqualTo(TEN.minusSeconds(9_000));
    assertThat(Agenda.begin(HOURLY, null, TEN)).isEqualTo(TEN);
    assertThat(Agenda.begin(CronTimes.of("5 * * * *", ZoneOffset.UTC), note, TEN)).isEqualTo(TEN);
    var wrong = Note.NONE.settledAt(Agenda.plan(HOURLY), TEN.plus(Duration.ofDays(9)));
    assertThat(Agenda.begin(HOURLY, wrong, TEN)).isEqualTo(TEN);
  }
}
