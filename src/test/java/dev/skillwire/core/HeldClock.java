package dev.skillwire.core;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

/// Adds up pauses and extensions of one question from its events alone.
final class HeldClock {
  private Instant createdAt = Instant.MAX;
  private Duration spent = Duration.ZERO;
  private Duration given = Duration.ZERO;
  private Instant heldSince = Instant.MAX;
  private Instant heldUntil = Instant.MAX;

  void see(Event.ConfirmationEvent event, Instant at) {
    switch (event) {
      case Event.ConfirmationRequired e -> {
        createdAt = e.question().createdAt();
        var timeoutMs = e.question().timeoutMs();
        given = timeoutMs == null ? Duration.ofDays(9_999) : Duration.ofMillis(timeoutMs);
        spent = Duration.ZERO;
        heldSince = Instant.MAX;
      }
      case Event.ConfirmationPaused e -> {
        release(at);
        if (at.isAfter(due())) {
          // Nothing was left to hold: the clock stands at nought.
          given = given.plus(Duration.between(due(), at));
        }
        heldSince = at;
        heldUntil = e.ends();
        assertThat(spent.plus(Duration.between(at, e.ends())))
            .isLessThanOrEqualTo(Limits.PAUSE_BUDGET);
      }
      case Event.ConfirmationResumed e -> {
        release(at);
        assertThat(e.deadline()).isIn(null, due());
      }
      case Event.ConfirmationExtended e -> {
        boolean held = !heldSince.equals(Instant.MAX);
        release(at);
        spent = spent.plusMillis(e.grantedMs());
        assertThat(e.deadline()).isIn(null, due());
        if (held && at.isBefore(heldUntil)) {
          heldSince = at;
          var left = Limits.PAUSE_BUDGET.minus(spent);
          heldUntil = earlier(heldUntil, at.plus(left));
        }
      }
      case Event.ConfirmationEscalated e -> {
        if (e.reason() == Terms.Cause.TIMEOUT) {
          assertThat(at).as("escalated before its time").isAfterOrEqualTo(due());
          long again = requireNonNull(e.remainingMs());
          given = Duration.between(createdAt, at).minus(spent).plusMillis(again);
        }
        assertThat(e.deadline()).isIn(null, due());
      }
      case Event.ConfirmationVoted _,
          Event.ConfirmationClaimed _,
          Event.ConfirmationReleased _,
          Event.ConfirmationDelegated _,
          Event.ConfirmationReminder _ -> {
        // The clock goes on.
      }
      case Event.ConfirmationExpired e when e.reason() == Event.CloseReason.TIMEOUT -> {
        release(at);
        assertThat(at).as("expired before its time").isAfterOrEqualTo(due());
      }
      case Event.ConfirmationExpired _, Event.ConfirmationAnswered _ -> release(at);
      case Event.ConfirmationUsed _, Event.ConfirmationSeen _ -> {
        // Not about its clock.
      }
    }
    assertThat(spent).isLessThanOrEqualTo(Limits.PAUSE_BUDGET);
  }

  private Instant due() {
    return createdAt.plus(given).plus(spent);
  }

  private void release(Instant at) {
    if (!heldSince.equals(Instant.MAX)) {
      var end = earlier(heldUntil, at);
      spent = spent.plus(Duration.between(heldSince, end));
      heldSince = Instant.MAX;
    }
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
