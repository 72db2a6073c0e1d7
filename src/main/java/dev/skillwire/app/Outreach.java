package dev.skillwire.app;

import dev.skillwire.core.Actor;
import dev.skillwire.core.Event;
import dev.skillwire.core.Sender;
import dev.skillwire.desktop.Audience;
import dev.skillwire.desktop.Desk;
import dev.skillwire.net.Clients;
import dev.skillwire.session.admission.Admission;
import dev.skillwire.session.admission.AnswerLinks;
import dev.skillwire.stream.Hub;
import org.jspecify.annotations.Nullable;

/// Ties the desk, which takes questions to people, to a hub; does nothing where that is switched off.
final class Outreach implements AutoCloseable {

  private final @Nullable Desk desk;

  private Outreach(@Nullable Desk desk) {
    this.desk = desk;
  }

  /// Codes of links, or null where there are to be none.
  static @Nullable AnswerLinks links(Settings settings) {
    return publicOrigin(settings).isEmpty() ? null : new AnswerLinks();
  }

  /// Where links lead to, as an origin, or "".
  static String publicOrigin(Settings settings) {
    var url = settings.desk().publicUrl();
    return url == null || !settings.desktop() ? "" : url.getScheme() + "://" + url.getAuthority();
  }

  static Outreach start(Settings settings, Hub hub, Clients clients, @Nullable AnswerLinks links) {
    if (!settings.desktop()) {
      return new Outreach(null);
    }
    if (links != null) {
      hub.onEvent((_, event) -> close(links, event));
    }
    var base = settings.desk().publicUrl();
    var desk =
        Desk.start(
            settings.desk(),
            new Desk.Ties(
                hub.port(new Sender("", "desktop", "", Actor.Kind.DESKTOP)),
                listener -> hub.onEvent((_, event) -> listener.accept(event)),
                hub::snapshot,
                () -> audience(clients),
                !settings.answersNeedToken(),
                (id, via) ->
                    links == null || base == null
                        ? null
                        : base.resolve(Admission.LINK_PATH + links.issue(id, via))));
    var outreach = new Outreach(desk);
    // Where the log fails nobody else takes the windows away.
    var _ = hub.stopped().handle((_, _) -> Thread.startVirtualThread(outreach::close));
    return outreach;
  }

  @Override
  public void close() {
    if (desk != null) {
      desk.close();
    }
  }

  private static Audience.View audience(Clients clients) {
    var answerers = clients.answerers(System.nanoTime());
    return new Audience.View(answerers.connected(), answerers.looking());
  }

  private static void close(AnswerLinks links, Event event) {
    switch (event) {
      case Event.ConfirmationAnswered e -> links.close(e.id());
      case Event.ConfirmationExpired e -> links.close(e.id());
      default -> {
        // The question is still open, or it is none.
      }
    }
  }
}
