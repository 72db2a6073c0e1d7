package dev.skillwire.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AwayFoldTest {

  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
  private static final RunId RUN = new RunId("r");
  private static final Event.Step STEP = new Event.Step(RUN, "s", 0, "n", 1, "");

  private final AwayFold fold =
      new AwayFold(
          new Snapshot(
              99,
              AT,
              List.of(),
              List.of(OpenConfirmation.asked(question("waiting"))),
              List.of(),
              List.of(),
              0));
  private int sequence;

  private static Question question(String id) {
    return new Question(
        new ConfirmationId(id),
        RUN,
        "s",
        null,
        "",
        "Go?",
        List.of("yes"),
        "",
        null,
        AT,
        "abort",
        Risk.LOW,
        null,
        null,
        null,
        null,
        false,
        "");
  }

  private boolean add(Event event) {
    return fold.add(new Envelope(++sequence, AT, event));
  }

  @Test
  void countsWhatEndedAndKeepsTheNewest() {
    for (int i = 0; i < 30; i++) {
      assertThat(add(new Event.SkillCompleted(new RunId("run-" + i), "s", 1L, null, false)))
          .isTrue();
    }
    add(new Event.SkillFailed(RUN, "s", "no", 1L, Event.FailReason.FAILED, false));
    add(new Event.HealCompleted(STEP, "h", "", "", "fix", true, 1L));
    add(new Event.HealCompleted(STEP, "h2", "", "", "fix", false, 1L));
    var away = fold.away(99, false);
    assertThat(away.completed()).isEqualTo(30);
    assertThat(away.failed()).isEqualTo(1);
    assertThat(away.healed()).isEqualTo(1);
    assertThat(away.notHealed()).isEqualTo(1);
    assertThat(away.runs()).hasSize(Limits.AWAY_LIST);
    assertThat(away.runs().getFirst().sequence()).isEqualTo(31);
    assertThat(away.heals()).extracting(Envelope::sequence).containsExactly(33L, 32L);
  }

  @Test
  void knowsWhatWasAskedWhereItWasSeenOrIsRemembered() {
    add(new Event.ConfirmationRequired(question("a")));
    add(
        new Event.ConfirmationExpired(
            new ConfirmationId("a"), RUN, "abort", Event.CloseReason.TIMEOUT));
    add(
        new Event.ConfirmationExpired(
            new ConfirmationId("long ago"), RUN, "abort", Event.CloseReason.TIMEOUT));
    var away = fold.away(99, true);
    assertThat(away.asked()).isEqualTo(1);
    assertThat(away.decided()).isEqualTo(2);
    assertThat(away.decisions().getLast().question()).isEqualTo(question("a"));
    assertThat(away.decisions().getFirst().question()).isNull();
    assertThat(away.open()).containsExactly(new ConfirmationId("waiting"));
    assertThat(away.partial()).isTrue();
  }

  @Test
  void findsNothingNotableInWhatOnlyGoesOn() {
    assertThat(add(new Event.StepStarted(STEP, false))).isFalse();
    assertThat(fold.away(99, false).isNotable()).isFalse();
  }
}
