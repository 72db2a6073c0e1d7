package dev.skillwire.stream;

import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Envelope;
import dev.skillwire.core.Event;
import dev.skillwire.core.Question;
import dev.skillwire.core.QuestionStory;
import dev.skillwire.log.EventLog;
import dev.skillwire.log.HistoryQuery;
import dev.skillwire.log.LogRecord;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds questions in the log, newest first, each with all that came of it. May block, and takes a bounded time: who wants
/// more asks again with [Page#earlier].
public final class Trail {

  private static final String ANSWERED = "confirmation_answered";

  /// Where a rule decides, the answer tells the question.
  private static final Set<String> ASKED = Set.of("confirmation_required", ANSWERED);

  /// All that befalls a question: `TrailTest` compares this with the catalogue.
  static final Set<String> OWN =
      Set.of(
          "confirmation_answered",
          "confirmation_expired",
          "confirmation_paused",
          "confirmation_resumed",
          "confirmation_extended");

  private static final Set<String> OF_RUN =
      Stream.concat(
              OWN.stream(),
              Stream.of(
                  "step_started",
                  "step_completed",
                  "step_failed",
                  "step_skipped",
                  "auto_heal_triggered",
                  "auto_heal_completed",
                  "skill_cancel_requested",
                  "skill_completed",
                  "skill_failed"))
          .collect(Collectors.toUnmodifiableSet());

  /// Sequences that are looked at in one go.
  private static final long PIECE = 2_000;

  /// Sequences that are looked at for one page.
  private static final long SCANNED = 1_000_000;

  /// Questions that are looked at for one page, whether they fit or not.
  private static final int EXAMINED = 2_000;

  /// Bytes of the questions of one page.
  private static final long PAGE_BYTES = 1L << 20;

  /// Events of a run that are looked at for one of its questions.
  private static final int RUN_EVENTS = 5_000;

  private static final int ROWS = 100;

  private final EventLog log;
  private final Codec codec;

  Trail(EventLog log, Codec codec) {
    this.log = log;
    this.codec = codec;
  }

  /// Which questions are wanted.
  ///
  /// @param after sequence before the first that is wanted
  /// @param before sequence behind the last that is wanted
  /// @param limit the newest so many
  /// @param run id of a run, or "" for all
  /// @param about asked first: what came of a question is looked for only where this holds
  /// @param fits the same, of all that came of it
  public record Wanted(
      long after,
      long before,
      int limit,
      String run,
      Predicate<Question> about,
      Predicate<QuestionStory> fits) {}

  /// Questions in the order in which they were asked.
  ///
  /// @param earlier what to give as `before` for those before; 0 when there are none
  public record Page(List<QuestionStory> stories, long earlier) {}

  /// The newest sequence whose record is older than this moment.
  public long before(Instant moment) throws IOException {
    return log.since(moment.toEpochMilli());
  }

  /// The newest questions that are wanted.
  ///
  /// @param open those that wait now: for them nobody looks further than needed
  public Page page(Wanted wanted, Set<ConfirmationId> open) throws IOException {
    var stories = new ArrayDeque<QuestionStory>();
    long top = Math.min(wanted.before() - 1, log.head());
    long lowest = Math.max(wanted.after(), log.first() - 1);
    long enough = top - SCANNED;
    long bytes = 0;
    int examined = 0;
    while (top > lowest) {
      if (top <= enough) {
        return new Page(List.copyOf(stories), top + 1);
      }
      long bottom = Math.max(lowest, top - PIECE);
      var found = asked(bottom, top, wanted.run());
      while (found == null) {
        // Too much for one look: the newer half.
        bottom = top - (top - bottom) / 2;
        found = asked(bottom, top, wanted.run());
      }
      for (var record : found.reversed()) {
        var asked = envelope(record);
        var question = question(asked.event());
        if (question == null) {
          continue;
        }
        if (stories.size() == wanted.limit() || bytes > PAGE_BYTES || examined++ == EXAMINED) {
          return new Page(List.copyOf(stories), record.sequence() + 1);
        }
        if (!wanted.about().test(question)) {
          continue;
        }
        var story = story(asked, question, open);
        if (wanted.fits().test(story)) {
          stories.addFirst(story);
          bytes += record.body().length;
        }
      }
      top = bottom;
    }
    return new Page(List.copyOf(stories), 0);
  }

  /// All that is asked in a stretch, or null when it is more than one look gives and the stretch can be halved.
  private @Nullable List<LogRecord> asked(long after, long upTo, String run) throws IOException {
    var found = log.find(new HistoryQuery(after, upTo, ROWS, ASKED, run));
    return found.more() && upTo - after > 1 ? null : found.records();
  }

  /// What is asked, or what a rule decided.
  private static @Nullable Question question(Event event) {
    return switch (event) {
      case Event.ConfirmationRequired e -> e.question();
      case Event.ConfirmationAnswered e -> e.memory().question();
      default -> null;
    };
  }

  private QuestionStory story(Envelope asked, Question question, Set<ConfirmationId> open)
      throws IOException {
    if (!question.run().value().isEmpty()) {
      return ofRun(asked, question);
    }
    return QuestionStory.isOutcome(asked.event())
        ? QuestionStory.byRule(asked, question, List.of())
        : alone(asked, question, open.contains(question.id()));
  }

  /// A run's events are found by an index.
  private QuestionStory ofRun(Envelope asked, Question question) throws IOException {
    var later = new ArrayList<Envelope>();
    boolean byRule = QuestionStory.isOutcome(asked.event());
    boolean over = byRule;
    long after = asked.sequence();
    for (int looked = 0; looked < RUN_EVENTS; looked += ROWS) {
      var found =
          log.find(new HistoryQuery(after, Long.MAX_VALUE, ROWS, OF_RUN, question.run().value()))
              .records();
      if (found.isEmpty()) {
        break;
      }
      for (var record : found) {
        if (!over && !OWN.contains(record.kind())) {
          continue;
        }
        var envelope = envelope(record);
        boolean own = isOf(question, envelope.event());
        if (over || own) {
          later.add(envelope);
        }
        over |= own && QuestionStory.isOutcome(envelope.event());
      }
      var story = told(byRule, asked, question, later);
      if (story.isTold()) {
        return story;
      }
      after = found.getLast().sequence();
    }
    return told(byRule, asked, question, later);
  }

  private static QuestionStory told(
      boolean byRule, Envelope asked, Question question, List<Envelope> later) {
    return byRule
        ? QuestionStory.byRule(asked, question, later)
        : QuestionStory.of(asked, question, later);
  }

  /// What came of a question without a run is found by looking at all that came after it.
  private QuestionStory alone(Envelope asked, Question question, boolean open) throws IOException {
    var own = new ArrayList<Envelope>();
    long after = asked.sequence();
    long head = log.head();
    long enough = open ? after + SCANNED / 10 : Long.MAX_VALUE;
    while (after < Math.min(head, enough)) {
      long upTo = Math.min(head, after + 10 * PIECE);
      var found = log.find(new HistoryQuery(after, upTo, ROWS, OWN, "")).records();
      for (var record : found) {
        var envelope = envelope(record);
        if (isOf(question, envelope.event())) {
          own.add(envelope);
          if (own.size() > QuestionStory.EVENTS + 1) {
            own.removeFirst();
          }
          if (QuestionStory.isOutcome(envelope.event())) {
            return QuestionStory.of(asked, question, own);
          }
        }
      }
      after = found.isEmpty() ? upTo : found.getLast().sequence();
    }
    return QuestionStory.of(asked, question, own);
  }

  private static boolean isOf(Question question, Event event) {
    return event instanceof Event.ConfirmationEvent own && own.id().equals(question.id());
  }

  private Envelope envelope(LogRecord record) throws IOException {
    return new Envelope(
        record.sequence(),
        Instant.ofEpochMilli(record.atMillis()),
        codec.event(record.body(), record.secret()));
  }
}
