package dev.skillwire.engine.process;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Hands output on while it is written, in few chunks. Who writes never waits: what a slow taker
/// leaves lying beyond [#BACKLOG_CHARS] is left out, and the taker is told.
final class LiveOutput {

  /// UTF-16 units of one chunk; at most 48 KiB in UTF-8.
  static final int CHUNK_CHARS = 16 * 1024;

  /// Units that wait to be taken.
  static final int BACKLOG_CHARS = 16 * CHUNK_CHARS;

  /// Shortest time from one chunk to the next while the command runs.
  static final long PAUSE_MS = 100;

  private final Consumer<String> taker;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final StringBuilder waiting = new StringBuilder();
  private final Thread thread;
  private long leftOut;
  private boolean ended;

  LiveOutput(Consumer<String> taker) {
    this.taker = taker;
    thread = Thread.ofVirtual().name("live-output").start(this::hand);
  }

  void write(String text) {
    lock.lock();
    try {
      int room = Math.min(text.length(), BACKLOG_CHARS - waiting.length());
      waiting.append(text, 0, room);
      leftOut += text.length() - room;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Hands on what is still waiting; returns when all of it was taken.
  void end() throws InterruptedException {
    lock.lock();
    try {
      ended = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
    thread.join();
  }

  private void hand() {
    try {
      while (true) {
        var chunk = next();
        if (chunk.isEmpty()) {
          return;
        }
        taker.accept(chunk);
        rest();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// The next chunk; empty when there will be none.
  private String next() throws InterruptedException {
    lock.lock();
    try {
      while (waiting.isEmpty() && leftOut == 0 && !ended) {
        changed.await();
      }
      awaitEndOfLine();
      int length = Math.min(CHUNK_CHARS, waiting.length());
      if (length > 0 && Character.isHighSurrogate(waiting.charAt(length - 1)) && length > 1) {
        length--;
      }
      var chunk = waiting.substring(0, length);
      waiting.delete(0, length);
      if (waiting.isEmpty() && leftOut > 0) {
        chunk += "\n[" + leftOut + " characters are not shown here]\n";
        leftOut = 0;
      }
      return chunk;
    } finally {
      lock.unlock();
    }
  }

  /// Many programs write a line in several pieces, which belong together; a prompt has no end of line and is shown after
  /// a moment all the same. Called with the lock.
  private void awaitEndOfLine() throws InterruptedException {
    long left = TimeUnit.MILLISECONDS.toNanos(PAUSE_MS);
    while (!ended
        && left > 0
        && !waiting.isEmpty()
        && waiting.length() < CHUNK_CHARS
        && waiting.charAt(waiting.length() - 1) != '\n') {
      left = changed.awaitNanos(left);
    }
  }

  private void rest() throws InterruptedException {
    long left = TimeUnit.MILLISECONDS.toNanos(PAUSE_MS);
    lock.lock();
    try {
      while (!ended && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
