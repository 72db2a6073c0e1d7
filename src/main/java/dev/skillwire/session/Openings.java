package dev.skillwire.session;

import dev.skillwire.core.Snapshot;
import dev.skillwire.stream.Hub;
import dev.skillwire.wire.EventWriter;
import dev.skillwire.wire.Replies;
import dev.skillwire.wire.Vocabulary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a client is told first: the state as of a sequence, or that it goes on where it was. Shared
/// by all connections; safe for use by several threads.
public final class Openings {

  private final Hub hub;
  private final String version;
  private final States states;
  private final Absences absences;

  /// @param version of the program, as clients are told
  public Openings(Hub hub, String version, States states) {
    this.hub = hub;
    this.version = version;
    this.states = states;
    this.absences = new Absences(hub, System::nanoTime);
  }

  /// True when everything after the client's position can still be sent.
  boolean resumes(Resume resume) {
    var since = resume.since();
    return since != null
        && hub.epoch().equals(resume.epoch())
        && since + 1 >= hub.firstHeld()
        && since <= hub.tail().head();
  }

  /// What a client missed that can be told: nothing at the newest event, where nothing of it is held, or to who may not
  /// watch.
  ///
  /// @param snapshot where the caller has one
  /// @param then told on any thread
  void away(
      Peer peer,
      Resume resume,
      @Nullable Snapshot snapshot,
      Consumer<Replies.@Nullable Away> then) {
    var since = resume.since();
    long newest = snapshot == null ? hub.tail().head() : snapshot.sequence();
    if (since == null
        || !peer.observes()
        || !hub.epoch().equals(resume.epoch())
        || since >= newest
        || newest < hub.firstHeld()) {
      then.accept(null);
      return;
    }
    absences.since(
        since, snapshot, text -> then.accept(text == null ? null : new Replies.Away(since, text)));
  }

  /// `connected` for a client that keeps its own state.
  ///
  /// @param away what it missed, or null
  byte[] resumed(Peer peer, long since, Replies.@Nullable Away away) {
    return Replies.opening(
        new Replies.Opening(
            "connected",
            version,
            hub.epoch(),
            since,
            hub.tail().head(),
            peer.clientId(),
            peer.roleWords(),
            true,
            null,
            away));
  }

  /// The state as of now, or of a moment from which a client can follow.
  ///
  /// @param then told on any thread
  void state(Peer peer, Consumer<States.Text> then) {
    hub.snapshot(snapshot -> states.text(peer.observes() ? snapshot : nothingOf(snapshot), then));
  }

  /// `connected` or `resync` up to the state that it ends with.
  ///
  /// @param away what the client missed, or null
  byte[] whole(
      String type, Peer peer, Resume resume, Snapshot snapshot, Replies.@Nullable Away away) {
    return Replies.openingHead(
        new Replies.Opening(
            type,
            version,
            hub.epoch(),
            snapshot.sequence(),
            Math.max(snapshot.sequence(), hub.tail().head()),
            peer.clientId(),
            peer.roleWords(),
            false,
            missing(resume, snapshot.sequence()),
            away));
  }

  /// The same moment for a client that may publish but not watch.
  Snapshot nothingOf(Snapshot snapshot) {
    return new Snapshot(
        snapshot.sequence(),
        snapshot.at(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        snapshot.rulesMade());
  }

  /// What ended lately, for a client that may have been here before; as far as its filter lets it
  /// pass, and nothing that began anew meanwhile.
  List<byte[]> endings(Snapshot snapshot, Vocabulary vocabulary, Feed feed) {
    var alive = alive(snapshot);
    var messages = new ArrayList<byte[]>();
    for (var entry : hub.endings().until(snapshot.sequence(), snapshot.at().toEpochMilli())) {
      var ended = entry.confirmation().isEmpty() ? "run " + entry.run() : entry.confirmation();
      if (feed.passes(entry) && !alive.contains(ended)) {
        var replayed = EventWriter.replayed(entry.body(), entry.kind());
        messages.add(vocabulary.translate(replayed, entry.kind()));
      }
    }
    return messages;
  }

  private static Set<String> alive(Snapshot snapshot) {
    var alive = new HashSet<String>();
    for (var run : snapshot.runs()) {
      if (run.running()) {
        alive.add("run " + run.id());
      }
    }
    snapshot.open().forEach(open -> alive.add(open.question().id().value()));
    return alive;
  }

  private Replies.@Nullable Missing missing(Resume resume, long sequence) {
    var since = resume.since();
    if (since == null || (sequence == 0 && since == 0)) {
      return null;
    }
    boolean here = hub.epoch().equals(resume.epoch()) && since < sequence;
    return new Replies.Missing(here ? since + 1 : 1, sequence);
  }
}
