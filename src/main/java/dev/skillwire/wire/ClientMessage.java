package dev.skillwire.wire;

import dev.skillwire.core.Command;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a client says.
public sealed interface ClientMessage {

  /// What a client must be allowed to do for a request.
  enum Need {
    PUBLISH,
    /// An event of its own: whoever may not publish is told that the type is unknown.
    PUBLISH_OWN,
    ANSWER,
    /// Publisher or admin.
    WITHDRAW,
    /// Answerer, publisher or admin.
    STOP
  }

  record Heartbeat() implements ClientMessage {}

  record Subscribe(Filter filter) implements ClientMessage {}

  /// A command.
  ///
  /// @param requestId the JSON text of what the sender wants repeated in the `ack`, or null for none
  /// @param eventId makes a published event safe to send twice, or "" for none
  record Request(Command command, Need need, @Nullable String requestId, String eventId)
      implements ClientMessage {}

  /// What a connection wants to be sent; an empty set lets everything pass.
  ///
  /// @param types canonical words
  /// @param skillIds ids of runs
  /// @param sources sources of runs
  /// @param repliesOnly nothing but replies and outcomes of the connection's own questions
  record Filter(Set<String> types, Set<String> skillIds, Set<String> sources, boolean repliesOnly) {

    public static final Filter ALL = new Filter(Set.of(), Set.of(), Set.of(), false);
    public static final Filter REPLIES = new Filter(Set.of(), Set.of(), Set.of(), true);

    public boolean passesAll() {
      return !repliesOnly && types.isEmpty() && skillIds.isEmpty() && sources.isEmpty();
    }
  }
}
