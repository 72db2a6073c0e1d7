package dev.skillwire.core;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What must never happen where several people decide, whatever is sent in whatever order, over restarts,
/// late timers and races. `-Dseed=17` repeats one history.
final class PeopleInvariantsTest {

  static LongStream seeds() {
    return InvariantsTest.seeds();
  }

  /// The word of each person who has one vote, by who they are.
  private static final class Ballot {
    final Question question;
    final Map<String, String> words = new LinkedHashMap<>();

    Ballot(Question question) {
      this.question = question;
    }

    long count(String response) {
      return words.values().stream().filter(response::equals).count();
    }
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void aQuorumIsSoManyPeopleOrOneVeto(long seed) {
    var open = new HashMap<ConfirmationId, Ballot>();
    for (var moment : RandomHistory.of(seed).moments()) {
      for (var event : moment.events()) {
        switch (event) {
          case Event.ConfirmationRequired e -> open.put(e.id(), new Ballot(e.question()));
          case Event.ConfirmationVoted e -> {
            var ballot = of(open, e.id());
            assertThat(e.voter()).isEqualTo(moment.from().person());
            assertThat(e.previous()).isEqualTo(ballot.words.put(e.voter(), e.response()));
            long missing = ballot.question.terms().quorum() - ballot.count(e.response());
            assertThat(e.missing()).isPositive().isEqualTo(missing);
            assertThat(ballot.question.terms().veto()).doesNotContain(e.response());
          }
          case Event.ConfirmationAnswered e when e.memory().decidedBy() != null ->
              assertThat(requireNonNull(e.memory().question()).terms().anybody()).isTrue();
          case Event.ConfirmationAnswered e -> {
            var ballot = requireNonNull(open.remove(e.id()));
            var terms = ballot.question.terms();
            if (terms.quorum() > 1) {
              ballot.words.put(moment.from().person(), e.response());
              assertThat(
                      terms.veto().contains(e.response())
                          || ballot.count(e.response()) == terms.quorum())
                  .as("%s of %s", e, ballot.words)
                  .isTrue();
              assertThat(e.votes()).hasSize(ballot.words.size());
            } else {
              assertThat(e.votes()).isEmpty();
            }
          }
          case Event.ConfirmationExpired e -> {
            var ballot = requireNonNull(open.remove(e.id()));
            var terms = ballot.question.terms();
            if (terms.quorum() > 1 && ballot.question.options().contains(e.response())) {
              // Silence never stands for people, and who withdraws says "abort".
              assertThat(terms.veto().contains(e.response()) || e.response().equals("abort"))
                  .isTrue();
            }
          }
          default -> {}
        }
      }
    }
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void onlyThoseAnswerWhomItIsFor(long seed) {
    var delegates = new HashMap<ConfirmationId, Set<String>>();
    var questions = new HashMap<ConfirmationId, Question>();
    for (var moment : RandomHistory.of(seed).moments()) {
      for (var event : moment.events()) {
        switch (event) {
          case Event.ConfirmationRequired e -> {
            questions.put(e.id(), e.question());
            delegates.put(e.id(), new HashSet<>(e.question().terms().answerers()));
          }
          case Event.ConfirmationDelegated e -> {
            assertThat(moment.from().is(e.to())).isFalse();
            mayAnswer(moment.from(), of(questions, e.id()), of(delegates, e.id()));
            of(delegates, e.id()).add(e.to());
          }
          case Event.ConfirmationEscalated e -> of(delegates, e.id()).addAll(e.to());
          case Event.ConfirmationVoted e ->
              mayAnswer(moment.from(), of(questions, e.id()), of(delegates, e.id()));
          case Event.ConfirmationClaimed e ->
              mayAnswer(moment.from(), of(questions, e.id()), of(delegates, e.id()));
          case Event.ConfirmationAnswered e when e.memory().decidedBy() == null ->
              mayAnswer(moment.from(), of(questions, e.id()), of(delegates, e.id()));
          default -> {}
        }
      }
    }
  }

  private static <T> T of(Map<ConfirmationId, T> all, ConfirmationId id) {
    return requireNonNull(all.get(id));
  }

  private static void mayAnswer(Sender from, Question question, Set<String> named) {
    assertThat(from.requester()).isNotEqualTo(question.requester());
    if (!question.terms().answerers().isEmpty()) {
      assertThat(named).anyMatch(from::is);
    }
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void oneClaimsAtATimeAndNoClaimOutlivesItsLease(long seed) {
    var claims = new HashMap<ConfirmationId, Claim>();
    for (var recorded : RandomHistory.of(seed).log()) {
      switch (recorded.event()) {
        case Event.ConfirmationRequired e -> claims.remove(e.id());
        case Event.ConfirmationClaimed e -> {
          var before = claims.put(e.id(), new Claim(e.holder(), e.by(), e.until()));
          assertThat(e.until()).isBeforeOrEqualTo(recorded.at().plus(Limits.CLAIM_MAX));
          if (before != null && before.until().isAfter(recorded.at())) {
            assertThat(e.holder()).isEqualTo(before.holder());
          }
        }
        case Event.ConfirmationReleased e -> {
          var before = requireNonNull(claims.remove(e.id()));
          if (e.reason() == Claim.End.EXPIRED) {
            assertThat(recorded.at()).isAfterOrEqualTo(before.until());
          }
        }
        default -> {}
      }
    }
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void aQuestionIsRemindedOfAFewTimesAndEscalatedOnce(long seed) {
    var reminded = new HashMap<ConfirmationId, Integer>();
    var escalated = new HashSet<ConfirmationId>();
    for (var recorded : RandomHistory.of(seed).log()) {
      switch (recorded.event()) {
        case Event.ConfirmationRequired e -> {
          reminded.put(e.id(), 0);
          escalated.remove(e.id());
        }
        case Event.ConfirmationReminder e -> {
          assertThat(e.number()).isLessThanOrEqualTo(Limits.REMINDERS);
          assertThat(e.number()).isGreaterThan(reminded.put(e.id(), e.number()));
        }
        case Event.ConfirmationEscalated e -> assertThat(escalated.add(e.id())).isTrue();
        default -> {}
      }
    }
  }
}
