package dev.skillwire.cli.base;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jline.utils.Signals;

/// Ends what is at work when the process is asked to end, until this is closed.
///
/// A signal's work is done before the process begins to end: then other parts would end at the same time,
/// and the commands of a run would look as if they had failed.
public final class Interruption implements AutoCloseable {

  /// A signal, what it means to a person, and the exit code of a process that it ended.
  private record Asked(String signal, String words, int code) {}

  private static final List<Asked> SIGNALS =
      List.of(
          new Asked("INT", "Interrupted (Ctrl-C).", 130),
          new Asked("TERM", "The process was asked to end (SIGTERM).", 143),
          new Asked("HUP", "The terminal was closed (SIGHUP).", 129));

  private static final String UNKNOWN = "The process was asked to end.";

  private final Consumer<String> work;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final CountDownLatch done = new CountDownLatch(1);
  private final List<Runnable> restore = new ArrayList<>();
  private final Shutdown other;
  private volatile int code = ExitCode.FAILED;

  /// @param work told why, in words; bounded in time, because the process waits for it
  public Interruption(Consumer<String> work) {
    this.work = work;
    this.other = new Shutdown(() -> end(UNKNOWN));
    for (var asked : SIGNALS) {
      var before = Signals.register(asked.signal(), () -> end(asked));
      restore.add(() -> Signals.unregister(asked.signal(), before));
    }
  }

  private void end(Asked asked) {
    if (begun.get()) {
      return; // it is ending already
    }
    code = asked.code();
    end(asked.words());
    Runtime.getRuntime().exit(asked.code());
  }

  private void end(String why) {
    if (begun.compareAndSet(false, true)) {
      try {
        work.accept(why);
      } finally {
        done.countDown();
      }
      return;
    }
    try {
      done.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Returns unless the process was asked to end; then it ends here.
  @Override
  public void close() {
    if (begun.get()) {
      end(UNKNOWN);
      Runtime.getRuntime().exit(code);
    }
    restore.forEach(Runnable::run);
    other.close();
  }
}
