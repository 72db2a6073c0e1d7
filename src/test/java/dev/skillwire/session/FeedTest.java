package dev.skillwire.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.core.ConfirmationId;
import dev.skillwire.stream.Entry;
import dev.skillwire.wire.ClientMessage.Filter;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FeedTest {

  private static Entry entry(String kind, String run, String source, String confirmation) {
    return new Entry(1, 1, kind, run, source, confirmation, new byte[0]);
  }

  private static Entry event(String kind) {
    return entry(kind, "r", "chat", "");
  }

  private static Feed only(String... types) {
    return new Feed(new Filter(Set.of(types), Set.of(), Set.of(), false), 1);
  }

  @Test
  void withoutAFilterPassesEverything() {
    var feed = new Feed(Filter.ALL, 1);
    assertThat(feed.passesAll()).isTrue();
    assertThat(feed.passes(event("step_started"))).isTrue();
  }

  @Nested
  class Filtered {

    @Test
    void byTypeRunAndSourcePassesWhatFitsAll() {
      var feed = new Feed(new Filter(Set.of("word"), Set.of("r"), Set.of("cron"), false), 1);
      assertThat(feed.passes(entry("word", "r", "cron", ""))).isTrue();
      assertThat(feed.passes(entry("other", "r", "cron", ""))).isFalse();
      assertThat(feed.passes(entry("word", "s", "cron", ""))).isFalse();
      assertThat(feed.passes(entry("word", "r", "chat", ""))).isFalse();
    }

    @Test
    void passesRulesOnlyWhereTheyAreWanted() {
      assertThat(only("word").passes(event("confirmation_rule_saved"))).isFalse();
      assertThat(only("confirmation_rule_saved").passes(event("confirmation_rule_saved"))).isTrue();
    }

    @Test
    void stillPassesQuestions() {
      var feed = only("word");
      assertThat(feed.passes(event("confirmation_required"))).isTrue();
      assertThat(feed.passes(event("confirmation_paused"))).isTrue();
      assertThat(feed.passes(event("skill_completed"))).isFalse();
    }

    @Test
    void canBeChanged() {
      var feed = only("word");
      feed.filter(Filter.ALL);
      assertThat(feed.passes(event("skill_completed"))).isTrue();
    }
  }

  @Nested
  class OfRepliesOnly {

    private final Feed feed = new Feed(Filter.REPLIES, 1);

    @Test
    void passesNoQuestion() {
      assertThat(feed.passes(event("confirmation_required"))).isFalse();
    }

    @Test
    void passesTheOutcomeOfItsOwnQuestions() {
      feed.asked(new ConfirmationId("mine"));
      assertThat(feed.passes(entry("confirmation_answered", "", "", "mine"))).isTrue();
      assertThat(feed.passes(entry("confirmation_expired", "", "", "mine"))).isTrue();
      assertThat(feed.passes(entry("confirmation_paused", "", "", "mine"))).isFalse();
      assertThat(feed.passes(entry("confirmation_answered", "", "", "other"))).isFalse();
    }

    @Test
    void forgetsTheOldestOfTooMany() {
      for (int i = 0; i <= SessionLimits.OWN_QUESTIONS; i++) {
        feed.asked(new ConfirmationId("q" + i));
      }
      assertThat(feed.passes(entry("confirmation_answered", "", "", "q0"))).isFalse();
      assertThat(feed.passes(entry("confirmation_answered", "", "", "q1"))).isTrue();
    }

    @Test
    void countsAQuestionOnceThatIsAskedAgain() {
      for (int i = 0; i < SessionLimits.OWN_QUESTIONS; i++) {
        feed.asked(new ConfirmationId("q" + i));
      }
      feed.asked(new ConfirmationId("q7"));
      assertThat(feed.passes(entry("confirmation_answered", "", "", "q0"))).isTrue();
    }
  }
}
