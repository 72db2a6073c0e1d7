package dev.skillwire.engine;

import dev.skillwire.core.Command;
import dev.skillwire.engine.skill.StepSpec;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Tries the work of a step as often as its `on_error` says.
final class Attempts {

  /// Questions about one step that keeps failing; then it has failed.
  static final int QUESTIONS = 5;

  private final RunContext context;
  private final Repairs repairs;
  private final Questions questions;

  Attempts(RunContext context, Repairs repairs, Questions questions) {
    this.context = context;
    this.repairs = repairs;
    this.questions = questions;
  }

  /// One try.
  interface Attempt<T> {
    T call() throws StepFailure, RunStopped, InterruptedException;
  }

  /// What is tried.
  ///
  /// @param place where its repairs run
  record Work<T>(StepSpec step, Commands.Place place, Attempt<T> attempt) {}

  /// @throws StepFailure when the last try failed
  <T> T make(Work<T> work) throws StepFailure, RunStopped, InterruptedException {
    return switch (work.step().onError()) {
      case FAIL, CONTINUE -> work.attempt().call();
      case RETRY -> retried(work);
      case AUTO_HEAL -> healed(work);
      case CONFIRM -> asked(work);
    };
  }

  private <T> T retried(Work<T> work) throws StepFailure, RunStopped, InterruptedException {
    var retry = work.step().retry();
    for (int attempt = 1; ; attempt++) {
      try {
        return work.attempt().call();
      } catch (StepFailure e) {
        if (attempt >= retry.maxAttempts()) {
          throw attempt == 1
              ? e
              : new StepFailure(
                  "failed " + attempt + " times; the last time: " + e.error(), e.output);
        }
        var delay = retry.before(attempt, ThreadLocalRandom.current().nextDouble());
        context.mention(
            work.place().ref(),
            "Attempt "
                + attempt
                + " of "
                + retry.maxAttempts()
                + " failed ("
                + e.error()
                + "); the next one in "
                + Commands.words(delay)
                + ".");
        pause(context, delay);
      }
    }
  }

  private <T> T healed(Work<T> work) throws StepFailure, RunStopped, InterruptedException {
    try {
      return work.attempt().call();
    } catch (StepFailure e) {
      return repairs.heal(e, work);
    }
  }

  private <T> T asked(Work<T> work) throws StepFailure, RunStopped, InterruptedException {
    boolean fixing = false;
    StepFailure failure = null;
    for (int asked = 0; ; asked++) {
      try {
        return fixing && failure != null && repairs.knows(failure)
            ? repairs.heal(failure, work)
            : work.attempt().call();
      } catch (StepFailure e) {
        failure = e;
        if (asked >= QUESTIONS || !tryAgain(work.place().ref(), e)) {
          throw e;
        }
        fixing = true;
      }
    }
  }

  /// Asks whether a step that failed is tried again.
  boolean tryAgain(Command.StepRef ref, StepFailure failure)
      throws StepFailure, RunStopped, InterruptedException {
    return questions
        .askAfterFailure(ref, failure, repairs.errorType(failure))
        .equals(Questions.RETRY);
  }

  /// Lets time pass; ends at once when the run is to end.
  static void pause(RunContext context, Duration time) throws RunStopped, InterruptedException {
    try {
      context.cancelled().get(time.toMillis(), TimeUnit.MILLISECONDS);
      context.stopIfCancelled();
    } catch (TimeoutException _) {
      // The time is over, and nobody has cancelled.
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
