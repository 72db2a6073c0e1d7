package dev.skillwire.desktop;

import dev.skillwire.core.Command;
import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Event;
import dev.skillwire.core.Limits;
import dev.skillwire.core.Question;
import dev.skillwire.core.Reason;
import dev.skillwire.core.Remember;
import dev.skillwire.core.Reply;
import dev.skillwire.desktop.channel.Channels;
import dev.skillwire.desktop.channel.Nudge;
import dev.skillwire.desktop.channel.Pick;
import dev.skillwire.desktop.push.Push;
import dev.skillwire.desktop.show.Card;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries out the steps of the routing, each on a virtual thread of its own that is interrupted when its
/// question closes. Used by the desk's thread; what a person picks goes to the hub like any answer.
final class Errands implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Errands.class);

  /// Dialogs on the screen at the same time; others wait for one to close.
  private static final int DIALOGS = 4;

  /// Notifications that wait to be answered at the same time; of more only the sound is heard.
  private static final int NOTICES = 6;

  /// Deliveries under way at the same time.
  private static final int DELIVERIES = 16;

  /// Raising windows and playing sounds: once for questions that come together.
  private static final Duration CALM = Duration.ofSeconds(3);

  private static final Duration LONGEST = Duration.ofHours(24);
  private static final int BUSY_TRIES = 20;
  private static final Duration BUSY_PAUSE = Duration.ofMillis(250);
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final Desk.Ties ties;
  private final Channels channels;
  private final List<Push> pushes;
  private final Clock clock;
  private final Consumer<ConfirmationId> unseen;
  private final Semaphore dialogs = new Semaphore(DIALOGS, true);
  private final Semaphore notices = new Semaphore(NOTICES);
  private final Semaphore deliveries = new Semaphore(DELIVERIES, true);
  private final Map<ConfirmationId, Open> open = new HashMap<>();
  private final Set<Thread> all = ConcurrentHashMap.newKeySet();
  private @Nullable Long nudged;

  /// What is under way for one question.
  ///
  /// @param told who elsewhere knows of it
  private record Open(Question question, List<Thread> threads, Set<Push> told, Flags flags) {}

  private static final class Flags {
    private boolean dialog;
  }

  /// Something that may be interrupted.
  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  /// @param unseen told of a question whose dialog nobody can see
  Errands(
      Desk.Ties ties,
      Channels channels,
      List<Push> pushes,
      Clock clock,
      Consumer<ConfirmationId> unseen) {
    this.ties = ties;
    this.channels = channels;
    this.pushes = pushes;
    this.clock = clock;
    this.unseen = unseen;
  }

  void run(Routing.Step step) {
    var question = step.question();
    var errand =
        open.computeIfAbsent(
            question.id(),
            _ -> new Open(question, new ArrayList<>(), ConcurrentHashMap.newKeySet(), new Flags()));
    switch (step.way()) {
      case NUDGE -> nudge(errand, step);
      case DIALOG -> {
        errand.flags().dialog = true;
        begin(errand, "dialog", () -> dialog(step));
      }
      case PUSH ->
          pushes.forEach(push -> begin(errand, push.name(), () -> push(errand, push, step)));
    }
  }

  /// Takes a question off every screen.
  void closed(ConfirmationId id, @Nullable Event outcome) {
    var errand = open.remove(id);
    if (errand == null) {
      return;
    }
    errand.threads().forEach(Thread::interrupt);
    // A copy: a delivery that is just being taken may still be added.
    for (var push : new HashSet<>(errand.told())) {
      start("closed-" + push.name(), () -> tellClosed(push, errand.question(), outcome));
    }
  }

  @Override
  public void close() {
    open.values().forEach(errand -> errand.threads().forEach(Thread::interrupt));
    all.forEach(Thread::interrupt);
    long deadline = System.nanoTime() + LAST_WORDS.toNanos();
    for (var thread : all) {
      try {
        var left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
        if (!thread.join(left)) {
          LOG.debug("{} does not end", thread.getName());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void nudge(Open errand, Routing.Step step) {
    long now = System.nanoTime();
    if (nudged == null || now - nudged >= CALM.toNanos()) {
      nudged = now;
      // Without a client the editor has nothing to show.
      if (step.clients()) {
        nudge(errand, "window", channels.window());
      }
      nudge(errand, "sound", channels.sound());
    }
    // A dialog says the same.
    if (channels.notice() != null && !errand.flags().dialog) {
      begin(errand, "notification", () -> notice(step));
    }
  }

  private void nudge(Open errand, String name, @Nullable Nudge nudge) {
    if (nudge != null) {
      begin(
          errand,
          name,
          () -> {
            if (!nudge.nudge()) {
              LOG.debug("{} did not come about", name);
            }
          });
    }
  }

  private void notice(Routing.Step step) throws IOException, InterruptedException {
    var notice = channels.notice();
    if (notice != null && notices.tryAcquire()) {
      try {
        boolean answers = ties.answers() && step.isFor("desktop");
        answer(step.question(), notice.show(card(step), answers, atMost(step)));
      } finally {
        notices.release();
      }
    }
  }

  private void dialog(Routing.Step step) throws IOException, InterruptedException {
    dialogs.acquire();
    try {
      for (var dialog : channels.dialogs()) {
        var pick = dialog.ask(card(step), atMost(step));
        if (!(pick instanceof Pick.Unseen)) {
          answer(step.question(), pick);
          return;
        }
      }
      unseen.accept(step.question().id());
    } finally {
      dialogs.release();
    }
  }

  private void push(Open errand, Push push, Routing.Step step)
      throws IOException, InterruptedException {
    var question = errand.question();
    deliveries.acquire();
    try {
      // A link that could not answer would be a promise that is not kept.
      var link = step.isFor(push.name()) ? ties.links().link(question.id(), push.name()) : null;
      // First: what is interrupted on its way may have arrived all the same.
      errand.told().add(push);
      push.asked(question, link);
    } catch (IOException e) {
      errand.told().remove(push);
      LOG.warn("The {} could not be told of a question: {}", push.name(), e.getMessage());
    } finally {
      deliveries.release();
    }
  }

  private void tellClosed(Push push, Question question, @Nullable Event outcome)
      throws InterruptedException {
    deliveries.acquire();
    try {
      push.closed(question, outcome);
    } catch (IOException e) {
      LOG.debug("The {} could not be told of an outcome: {}", push.name(), e.getMessage());
    } finally {
      deliveries.release();
    }
  }

  /// Hands in what was picked; the hub judges it like any answer.
  private void answer(Question q, Pick pick) throws InterruptedException {
    if (!(pick instanceof Pick.Chosen(int option))) {
      return;
    }
    // Whoever picked has seen the action whole, with its digest.
    var command =
        new Command.AnswerConfirmation(
            q.id(), q.options().get(option), Remember.NONE, null, null, q.actionDigest());
    for (int i = 0; i < BUSY_TRIES; i++) {
      try {
        if (!(ties.port().submit(command).get() instanceof Reply.Refused(var rejection))) {
          return;
        }
        if (rejection.reason() != Reason.BUSY) {
          LOG.info("An answer at the desktop came to nothing: {}", rejection.message());
          return;
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
      Thread.sleep(BUSY_PAUSE);
    }
  }

  private Card card(Routing.Step step) {
    var now = ZonedDateTime.now(clock);
    var left = step.remainingMs();
    return Card.of(step.question(), now, left == null ? null : now.plus(Duration.ofMillis(left)));
  }

  /// However often the clock is held and set back, a window does not outlive its question.
  private static Duration atMost(Routing.Step step) {
    var left = step.remainingMs();
    return left == null ? LONGEST : Duration.ofMillis(left).plus(Limits.PAUSE_BUDGET);
  }

  private void begin(Open errand, String name, Work work) {
    errand.threads().removeIf(thread -> !thread.isAlive());
    errand.threads().add(start(name, work));
  }

  private Thread start(String name, Work work) {
    var thread =
        Thread.ofVirtual()
            .name("desk-" + name)
            .unstarted(
                () -> {
                  try {
                    work.run();
                  } catch (InterruptedException _) {
                    // The question closed, or the hub ends.
                  } catch (IOException e) {
                    LOG.warn("The {} does not work: {}", name, e.getMessage());
                  } catch (RuntimeException e) {
                    LOG.error("The {} failed", name, e);
                  } finally {
                    all.remove(Thread.currentThread());
                  }
                });
    all.add(thread);
    thread.start();
    return thread;
  }
}
