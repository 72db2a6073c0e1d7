package dev.skillwire.net.transport;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/// The line of those who want more of an event loop than is done for anybody at once. In each turn of the loop the
/// line is served for a few milliseconds, so that all others wait no longer than that. Confined to the loop.
public final class Turns {

  /// Netty's loop would run tasks for a second before it looks at its sockets again.
  private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

  private final EventLoop loop;
  private final Deque<Runnable> line = new ArrayDeque<>();
  private boolean scheduled;

  public Turns(EventLoop loop) {
    this.loop = loop;
  }

  /// Runs a step when all before it had theirs.
  ///
  /// @param step short; it waits again for what is left. Each connection has at most one in the line, which bounds it
  public void add(Runnable step) {
    line.add(step);
    schedule();
  }

  private void schedule() {
    if (!scheduled) {
      scheduled = true;
      // Not as a task: what is due begins only after the sockets were looked at.
      var _ = loop.schedule(this::serve, 1, TimeUnit.NANOSECONDS);
    }
  }

  private void serve() {
    scheduled = false;
    var begun = System.nanoTime();
    try {
      do {
        line.remove().run();
      } while (!line.isEmpty() && System.nanoTime() - begun < SLICE_NANOS);
    } finally {
      if (!line.isEmpty()) {
        schedule();
      }
    }
  }
}
