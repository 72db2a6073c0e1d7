package dev.skillwire.stream;

import dev.skillwire.core.Event;
import dev.skillwire.core.PastQuestion;
import dev.skillwire.core.RuleId;
import dev.skillwire.core.RulePreview;
import dev.skillwire.core.Scope;
import dev.skillwire.log.EventLog;
import dev.skillwire.log.LogRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Looks back over questions and answers, newest first. Reads the log: on a thread that may wait.
public final class PastQuestions {

  /// Looks at the same time; each may read the whole log.
  private static final int AT_ONCE = 4;

  /// Records that one look reads at most, and at once.
  private static final int RECORDS = 20_000;

  private static final int CHUNK = 500;
  private static final String ANSWERED = "confirmation_answered";
  private static final Set<String> KINDS = Set.of("confirmation_required", ANSWERED);

  private final EventLog log;
  private final Codec codec;
  private final Semaphore free = new Semaphore(AT_ONCE);

  PastQuestions(EventLog log, Codec codec) {
    this.log = log;
    this.codec = codec;
  }

  /// Something that reads the log.
  interface Look<T> {
    T look() throws IOException;
  }

  /// What a rule would have done with the newest `last` questions; null when too many look back
  /// already.
  public @Nullable RulePreview preview(Scope scope, String response, int last) throws IOException {
    return bounded(() -> RulePreview.of(scope, response, newest(last)));
  }

  /// The newest decisions of a rule, newest first; null when too many look back already.
  ///
  /// @param limit most decisions; about [History#PAGE_BYTES] of them in any case
  /// @param sinceMillis nothing older than this is looked at
  public @Nullable List<History.Told> decisions(RuleId rule, int limit, long sinceMillis)
      throws IOException {
    return bounded(
        () -> {
          var found = new ArrayList<History.Told>();
          var bytes = new AtomicLong();
          back(
              Set.of(ANSWERED),
              (record, event) -> {
                if (event instanceof Event.ConfirmationAnswered e
                    && rule.equals(e.memory().decidedBy())) {
                  found.add(History.told(record));
                  bytes.addAndGet(record.body().length);
                }
                return found.size() < limit
                    && bytes.get() < History.PAGE_BYTES
                    && record.atMillis() >= sinceMillis;
              });
          return List.copyOf(found);
        });
  }

  private List<PastQuestion> newest(int last) throws IOException {
    var found = new ArrayList<PastQuestion>();
    // Backwards, an answer comes before its question.
    Map<String, Event.ConfirmationAnswered> answers = new HashMap<>();
    back(
        KINDS,
        (_, event) -> {
          if (event instanceof Event.ConfirmationAnswered e) {
            var question = e.memory().question();
            if (question == null) {
              answers.put(e.id().value(), e);
            } else {
              found.add(new PastQuestion(question, e));
            }
          } else if (event instanceof Event.ConfirmationRequired e) {
            found.add(new PastQuestion(e.question(), answers.remove(e.id().value())));
          }
          return found.size() < last;
        });
    return found;
  }

  private interface Visitor {
    /// False when it has seen enough.
    boolean visit(LogRecord record, Event event) throws IOException;
  }

  private void back(Set<String> kinds, Visitor visitor) throws IOException {
    long before = Long.MAX_VALUE;
    for (int read = 0; read < RECORDS; ) {
      var records = log.findNewest(before, CHUNK, kinds);
      if (records.isEmpty()) {
        return;
      }
      for (var record : records) {
        if (!visitor.visit(record, codec.event(record.body(), record.secret()))) {
          return;
        }
      }
      read += records.size();
      before = records.getLast().sequence();
    }
  }

  private <T> @Nullable T bounded(Look<T> look) throws IOException {
    if (!free.tryAcquire()) {
      return null;
    }
    try {
      return look.look();
    } finally {
      free.release();
    }
  }
}
