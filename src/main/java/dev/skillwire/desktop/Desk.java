package dev.skillwire.desktop;

import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Event;
import dev.skillwire.core.HubPort;
import dev.skillwire.core.Snapshot;
import dev.skillwire.desktop.DeskSettings.Channel;
import dev.skillwire.desktop.Routing.Way;
import dev.skillwire.desktop.channel.Channels;
import dev.skillwire.desktop.process.Host;
import dev.skillwire.desktop.process.Launcher;
import dev.skillwire.desktop.push.Ntfy;
import dev.skillwire.desktop.push.Post;
import dev.skillwire.desktop.push.Push;
import dev.skillwire.desktop.push.Webhook;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows the open questions and takes each to a person, one way after the other ([Routing]). What it
/// does about a question ends with the question, and with the hub.
public final class Desk implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

  /// What was told and is not taken in yet; what exceeds it is looked up again.
  private static final int INBOX = 4_096;

  /// How often it is looked who is there while a question waits.
  private static final Duration LOOK = Duration.ofMillis(500);

  /// How the desk hangs together with its hub.
  ///
  /// @param port answers of the desktop
  /// @param events calls a listener with every durable event from now on; it does not block
  /// @param snapshots hands over the state as of a durable sequence
  /// @param answers whether the desktop may answer, or only call
  /// @param links makes one-time links, told who the link is for
  public record Ties(
      HubPort port,
      Consumer<Consumer<Event>> events,
      Consumer<Consumer<Snapshot>> snapshots,
      Audience audience,
      boolean answers,
      Links links) {}

  /// Makes links that answer one question once.
  public interface Links {
    /// A link, or null where there are none.
    ///
    /// @param via what is told as the name of who answered
    @Nullable URI link(ConfirmationId id, String via);
  }

  private sealed interface Told {}

  private record Happened(Event event) implements Told {}

  private record Stands(Snapshot snapshot) implements Told {}

  private record Unseen(ConfirmationId id) implements Told {}

  private final LinkedBlockingQueue<Told> inbox = new LinkedBlockingQueue<>(INBOX);
  private final Ties ties;
  private final Launcher launcher;
  private final Channels channels;
  private final @Nullable Post post;
  private final Routing routing;
  private final Errands errands;
  private final Thread thread;
  private volatile boolean lost = true;
  private volatile boolean closing;

  /// Begins to follow, or returns null where there is no way to reach anybody.
  public static @Nullable Desk start(DeskSettings settings, Ties ties) {
    return start(settings, ties, Host.ofSystem());
  }

  static @Nullable Desk start(DeskSettings settings, Ties ties, Host host) {
    var launcher = new Launcher(host);
    var channels = Channels.probe(wanted(settings, ties.answers()), launcher);
    var post = settings.webhook() == null && settings.ntfy() == null ? null : new Post();
    var pushes = pushes(settings, post);
    var ways = ways(channels, pushes);
    if (ways.isEmpty()) {
      launcher.close();
      return null;
    }
    var names = new ArrayList<>(channels.names());
    pushes.forEach(push -> names.add(push.name()));
    LOG.info("Questions that nobody answers at a client are taken to people by {}.", names);
    var desk = new Desk(settings, ties, launcher, channels, post, pushes, ways);
    // Before it looks at what is open, so that nothing closes in between.
    ties.events().accept(desk::happened);
    desk.thread.start();
    return desk;
  }

  private Desk(
      DeskSettings settings,
      Ties ties,
      Launcher launcher,
      Channels channels,
      @Nullable Post post,
      List<Push> pushes,
      EnumSet<Way> ways) {
    this.ties = ties;
    this.launcher = launcher;
    this.channels = channels;
    this.post = post;
    this.routing = new Routing(settings.delays(), ways);
    this.errands =
        new Errands(
            ties,
            channels,
            pushes,
            Clock.system(ZoneId.systemDefault()),
            id -> tell(new Unseen(id)));
    this.thread = Thread.ofVirtual().name("desk").unstarted(this::run);
  }

  /// Takes in what became durable; never blocks.
  private void happened(Event event) {
    if (event instanceof Event.ConfirmationEvent) {
      tell(new Happened(event));
    }
  }

  /// Takes everything off the screens and ends what was started.
  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    errands.close();
    launcher.close();
    channels.close();
    if (post != null) {
      post.close();
    }
  }

  private void tell(Told told) {
    if (!inbox.offer(told)) {
      lost = true;
    }
  }

  private void run() {
    try {
      while (!closing) {
        if (lost) {
          lost = false;
          ties.snapshots().accept(snapshot -> tell(new Stands(snapshot)));
        }
        var told =
            routing.waits() ? inbox.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS) : inbox.take();
        while (told != null) {
          take(told, System.nanoTime());
          told = inbox.poll();
        }
        for (var step : routing.due(System.nanoTime(), ties.audience().look())) {
          errands.run(step);
        }
      }
    } catch (InterruptedException _) {
      // Closing.
    } catch (RuntimeException e) {
      LOG.error("Questions are no longer taken to people at the desktop.", e);
    }
  }

  private void take(Told told, long now) {
    switch (told) {
      case Happened(var event) -> happening(event, now);
      case Stands(var snapshot) -> stands(snapshot, now);
      case Unseen(var id) -> routing.unseen(id);
    }
  }

  private void happening(Event event, long now) {
    switch (event) {
      case Event.ConfirmationRequired e ->
          routing.opened(e.question(), e.question().timeoutMs(), false, now);
      case Event.ConfirmationPaused e -> routing.clock(e.id(), e.remainingMs(), true, now);
      case Event.ConfirmationResumed e -> routing.clock(e.id(), e.remainingMs(), false, now);
      case Event.ConfirmationExtended e -> routing.extended(e.id(), e.remainingMs(), now);
      case Event.ConfirmationDelegated e -> routing.alsoFor(e.id(), List.of(e.to()));
      case Event.ConfirmationEscalated e -> routing.escalated(e.id(), e.to(), e.remainingMs(), now);
      case Event.ConfirmationAnswered e -> closed(e.id(), e);
      case Event.ConfirmationExpired e -> closed(e.id(), e);
      default -> {
        // Nothing else concerns a question.
      }
    }
  }

  private void closed(ConfirmationId id, @Nullable Event outcome) {
    routing.closed(id);
    errands.closed(id, outcome);
  }

  /// At the start, and when more was told than could be taken in.
  private void stands(Snapshot snapshot, long now) {
    var open =
        snapshot.open().stream()
            .map(o -> o.question().id())
            .collect(Collectors.toUnmodifiableSet());
    for (var id : routing.open()) {
      if (!open.contains(id)) {
        closed(id, outcome(snapshot, id));
      }
    }
    for (var o : snapshot.open()) {
      var remaining = o.remainingMs(snapshot.at());
      routing.opened(o.question(), remaining, true, now);
      routing.alsoFor(o.question().id(), o.handling().delegates());
      var escalation = o.question().terms().escalation();
      if (o.handling().escalated() && escalation != null) {
        routing.alsoFor(o.question().id(), escalation.to());
      }
      if (o.paused()) {
        routing.clock(o.question().id(), remaining, true, now);
      }
    }
  }

  private static @Nullable Event outcome(Snapshot snapshot, ConfirmationId id) {
    return snapshot.closed().stream()
        .filter(closed -> closed.question().id().equals(id))
        .map(closed -> closed.outcome())
        .findFirst()
        .orElse(null);
  }

  private static Channels.Wanted wanted(DeskSettings settings, boolean answers) {
    var on = settings.channels();
    return new Channels.Wanted(
        on.contains(Channel.WINDOW) ? settings.windows() : List.of(),
        on.contains(Channel.SOUND),
        on.contains(Channel.NOTIFICATION),
        on.contains(Channel.DIALOG) && answers);
  }

  private static List<Push> pushes(DeskSettings settings, @Nullable Post post) {
    var pushes = new ArrayList<Push>();
    var webhook = settings.webhook();
    var ntfy = settings.ntfy();
    if (post != null && webhook != null) {
      pushes.add(new Webhook(webhook.address(), webhook.secret(), post, Clock.systemUTC()));
    }
    if (post != null && ntfy != null) {
      pushes.add(new Ntfy(ntfy.topic(), ntfy.token(), post));
    }
    return List.copyOf(pushes);
  }

  private static EnumSet<Way> ways(Channels channels, List<Push> pushes) {
    var ways = EnumSet.noneOf(Way.class);
    if (channels.window() != null || channels.sound() != null || channels.notice() != null) {
      ways.add(Way.NUDGE);
    }
    if (!channels.dialogs().isEmpty()) {
      ways.add(Way.DIALOG);
    }
    if (!pushes.isEmpty()) {
      ways.add(Way.PUSH);
    }
    return ways;
  }
}
