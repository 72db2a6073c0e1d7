package dev.skillwire.engine;

import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Does numbered tasks in their order, a few at the same time. The first that fails stops the others,
/// and all have ended when this returns.
final class Crew {

  /// What is told to those that are stopped by the failure of another.
  static final String STOPPED = "another one failed";

  private final int tasks;
  private final CompletableFuture<String> stop;
  private final Task task;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /// @param stop completed by this when a task fails; no further task begins once it is complete
  Crew(int tasks, CompletableFuture<String> stop, Task task) {
    this.tasks = tasks;
    this.stop = stop;
    this.task = task;
  }

  interface Task {
    void run(int number) throws StepFailure, RunStopped, InterruptedException;
  }

  /// @param limit how many at the same time
  /// @throws StepFailure what the first task that failed threw
  void work(int limit) throws StepFailure, RunStopped, InterruptedException {
    int hands = Math.min(limit, tasks);
    if (hands <= 1) {
      work();
    } else {
      var threads = new ArrayList<Thread>();
      for (int i = 0; i < hands; i++) {
        threads.add(Thread.ofVirtual().name("step-" + i).start(this::work));
      }
      join(threads);
    }
    switch (failure.get()) {
      case null -> {}
      case StepFailure e -> throw e;
      case RunStopped e -> throw e;
      case InterruptedException e -> throw e;
      case Error e -> throw e;
      case RuntimeException e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  private void join(Iterable<Thread> threads) throws InterruptedException {
    InterruptedException interrupted = null;
    for (var thread : threads) {
      while (true) {
        try {
          thread.join();
          break;
        } catch (InterruptedException e) {
          interrupted = e;
          stop.complete("The run was interrupted.");
        }
      }
    }
    if (interrupted != null) {
      throw interrupted;
    }
  }

  private void work() {
    for (int i = next.getAndIncrement(); i < tasks && !stop.isDone(); i = next.getAndIncrement()) {
      try {
        task.run(i);
      } catch (StepFailure | RunStopped | InterruptedException | RuntimeException | Error e) {
        failure.compareAndSet(null, e);
        stop.complete(STOPPED);
        return;
      }
    }
  }
}
