package dev.skillwire.engine;

import dev.skillwire.core.Command;
import dev.skillwire.core.Event.FailReason;
import dev.skillwire.core.HubPort;
import dev.skillwire.core.Reason;
import dev.skillwire.core.Rejection;
import dev.skillwire.core.Reply;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the hub, one thing after the other: each is durable before the next is told, so that no
/// later one can overtake one that a busy hub sent back.
final class Reporter {

  /// Waits after a busy hub, the last one for all further times.
  private static final long[] BACK_OFF_MS = {20, 50, 100, 250, 500, 1_000};

  /// How long a busy hub is asked again.
  static final Duration BUSY_PATIENCE = Duration.ofSeconds(20);

  /// Longest time that the hub may take for one reply.
  static final Duration REPLY_PATIENCE = Duration.ofSeconds(60);

  /// Both, for what the run can do without.
  static final Duration MENTION_PATIENCE = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);

  private final HubPort hub;
  private final boolean silent;

  Reporter(HubPort hub) {
    this(hub, false);
  }

  private Reporter(HubPort hub, boolean silent) {
    this.hub = hub;
    this.silent = silent;
  }

  /// For a run whose hub is gone and that has to clean up all the same.
  Reporter silent() {
    return new Reporter(hub, true);
  }

  /// Tells the hub and waits until it holds.
  ///
  /// @throws RunStopped when the hub refuses it or is gone
  Reply.Done tell(Command command) throws RunStopped, InterruptedException {
    return tell(command, BUSY_PATIENCE, REPLY_PATIENCE);
  }

  private Reply.Done tell(Command command, Duration busyPatience, Duration replyPatience)
      throws RunStopped, InterruptedException {
    return switch (ask(command, busyPatience, replyPatience)) {
      case Reply.Done done -> done;
      case Reply.Refused(var rejection) -> {
        LOG.warn(
            "The hub refused {}: {} {}",
            command.getClass().getSimpleName(),
            rejection.reason().code(),
            rejection.message());
        throw refused(rejection);
      }
    };
  }

  /// Asks the hub for something that it may refuse.
  ///
  /// @throws RunStopped when the hub is gone
  Reply ask(Command command) throws RunStopped, InterruptedException {
    return ask(command, BUSY_PATIENCE, REPLY_PATIENCE);
  }

  private Reply ask(Command command, Duration busyPatience, Duration replyPatience)
      throws RunStopped, InterruptedException {
    if (silent) {
      return new Reply.Done(0, null, null, null);
    }
    long deadline = System.nanoTime() + busyPatience.toNanos();
    for (int attempt = 0; ; attempt++) {
      switch (reply(command, replyPatience)) {
        case Reply.Done done -> {
          return done;
        }
        case Reply.Refused refused -> {
          var rejection = refused.rejection();
          if (rejection.reason() != Reason.BUSY || System.nanoTime() > deadline) {
            return refused;
          }
          Thread.sleep(BACK_OFF_MS[Math.min(attempt, BACK_OFF_MS.length - 1)]);
        }
      }
    }
  }

  /// Tells what the run can do without; a refusal is only logged, the next [#tell] will meet it.
  void mention(Command command) {
    try {
      tell(command, MENTION_PATIENCE, MENTION_PATIENCE);
    } catch (RunStopped e) {
      LOG.debug("Progress was not reported: {}", e.error());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static RunStopped refused(Rejection rejection) {
    var error =
        "The hub refused a report (" + rejection.reason().code() + "): " + rejection.message();
    return rejection.reason() == Reason.BUSY
        ? RunStopped.hubLost(error)
        : RunStopped.because(FailReason.FAILED, error);
  }

  private Reply reply(Command command, Duration patience) throws RunStopped, InterruptedException {
    try {
      return hub.submit(command).get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      throw RunStopped.hubLost("The hub didn't answer for " + patience.toSeconds() + " seconds.");
    } catch (ExecutionException e) {
      LOG.warn("The hub can't be reached", e.getCause());
      var cause = e.getCause();
      throw RunStopped.hubLost(
          "The hub can't be reached: " + (cause == null ? e.getMessage() : cause.getMessage()));
    }
  }
}
