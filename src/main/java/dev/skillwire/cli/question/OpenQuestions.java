package dev.skillwire.cli.question;

import dev.skillwire.client.Message;
import dev.skillwire.core.Limits;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Questions that wait, as one client knows them. Safe for several threads.
public final class OpenQuestions {

  private final Map<String, Question> open = new LinkedHashMap<>();
  private final Predicate<Message> wanted;
  private final InstantSource clock;

  /// @param wanted which questions count
  public OpenQuestions(Predicate<Message> wanted, InstantSource clock) {
    this.wanted = wanted;
    this.clock = clock;
  }

  /// Takes over a snapshot; one that resumes changes nothing.
  public synchronized void opened(Message opening) {
    if (opening.truth("resumed")) {
      return;
    }
    open.clear();
    opening.objects("pending_confirmations").forEach(told -> add(told, clock.instant()));
  }

  /// Takes in an event.
  ///
  /// @return the question that it closed, or null
  public synchronized @Nullable Question received(Message event) {
    var id = event.text("id");
    return switch (event.type()) {
      case "confirmation_required" -> {
        add(event, clock.instant());
        yield null;
      }
      case "confirmation_answered", "confirmation_expired" -> open.remove(id);
      case "confirmation_paused",
          "confirmation_resumed",
          "confirmation_extended",
          "confirmation_escalated" -> {
        open.computeIfPresent(id, (_, question) -> question.after(event, clock.instant()));
        yield null;
      }
      default -> null;
    };
  }

  public synchronized List<Question> all() {
    return List.copyOf(open.values());
  }

  /// The question of that id, or null when it is not open.
  public synchronized @Nullable Question get(String id) {
    return open.get(id);
  }

  private void add(Message told, Instant now) {
    if (open.size() < Limits.OPEN_CONFIRMATIONS && wanted.test(told)) {
      open.put(told.text("id"), Question.of(told, now));
    }
  }
}
