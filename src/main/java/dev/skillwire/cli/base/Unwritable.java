package dev.skillwire.cli.base;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// Ends the process when its output can't be written: without a word when nobody reads it any more, as
/// other programs do in `… | head`, else with the reason.
///
/// The end comes from a thread of its own, because who printed may hold what others need to end.
final class Unwritable implements Consumer<IOException> {

  private final AtomicBoolean ending = new AtomicBoolean();
  private final boolean counts;

  /// @param counts false where other faults than a reader that went away are nobody's worry
  Unwritable(boolean counts) {
    this.counts = counts;
  }

  @Override
  public void accept(IOException fault) {
    boolean unread = unread(fault);
    if ((unread || counts) && ending.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().name("output-ended").start(() -> end(unread, fault));
    }
  }

  private static void end(boolean unread, IOException fault) {
    if (!unread) {
      System.err.println("skillwire: the output can't be written: " + fault.getMessage());
    }
    System.exit(unread ? ExitCode.OUTPUT_UNREAD : ExitCode.FAILED);
  }

  private static boolean unread(IOException fault) {
    return String.valueOf(fault.getMessage()).contains("Broken pipe");
  }
}
