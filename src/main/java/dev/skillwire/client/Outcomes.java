package dev.skillwire.client;

import dev.skillwire.core.Command;
import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Questions whose outcome this client waits for, and outcomes it has seen. Not safe for several
/// threads: [HubClient] guards it.
final class Outcomes {

  /// Questions that are remembered; beyond, the oldest settled ones are forgotten.
  static final int QUESTIONS = 1_000;

  private record Entry(Command.@Nullable AskConfirmation asked, CompletableFuture<Event> outcome) {}

  private final Map<ConfirmationId, Entry> entries = new LinkedHashMap<>();

  /// Notes a question of this client.
  void asked(Command.AskConfirmation question) {
    var outcome = of(question.id());
    entries.put(question.id(), new Entry(question, outcome));
  }

  /// The outcome, which may have been seen already.
  CompletableFuture<Event> of(ConfirmationId id) {
    makeRoom();
    return entries.computeIfAbsent(id, _ -> new Entry(null, new CompletableFuture<>())).outcome();
  }

  /// The future to complete with the outcome of a question, or null when nobody here asked for it.
  @Nullable CompletableFuture<Event> waiting(ConfirmationId id) {
    var entry = entries.get(id);
    return entry == null || entry.outcome().isDone() ? null : entry.outcome();
  }

  /// Questions to be asked again on a new connection, so that the hub tells this client their outcome.
  List<Command.AskConfirmation> open() {
    return entries.values().stream()
        .filter(entry -> !entry.outcome().isDone())
        .map(Entry::asked)
        .filter(Objects::nonNull)
        .toList();
  }

  List<CompletableFuture<Event>> unsettled() {
    return entries.values().stream().map(Entry::outcome).filter(f -> !f.isDone()).toList();
  }

  private void makeRoom() {
    if (entries.size() < QUESTIONS) {
      return;
    }
    var oldest =
        entries.entrySet().stream().filter(e -> e.getValue().outcome().isDone()).findFirst();
    oldest.ifPresent(e -> entries.remove(e.getKey()));
    if (oldest.isEmpty()) {
      throw new IllegalStateException(QUESTIONS + " questions wait for their outcome");
    }
  }
}
