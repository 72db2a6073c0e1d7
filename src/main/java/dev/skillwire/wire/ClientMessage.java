package dev.skillwire.wire;

import dev.skillwire.core.Command;
import dev.skillwire.core.Scope;
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
    STOP;

    /// True for what is said of runs and questions by their source.
    public boolean publishes() {
      return this == PUBLISH || this == PUBLISH_OWN;
    }
  }

  record Heartbeat() implements ClientMessage {}

  /// Changes what the connection is sent.
  ///
  /// @param requestId as in [Request]
  record Subscribe(Filter filter, @Nullable String requestId) implements ClientMessage {}

  /// Whether a person is at the client; never stored.
  ///
  /// @param lastInputSeconds since the person last did something there, or null when it can't tell
  /// @param about the question whose clock is to wait for the person, or null
  record Presence(
      Attention attention,
      @Nullable Double lastInputSeconds,
      Command.@Nullable HoldConfirmation about,
      @Nullable String requestId)
      implements ClientMessage {

    /// Of nobody who is about to answer.
    public Presence(
        Attention attention, @Nullable Double lastInputSeconds, @Nullable String requestId) {
      this(attention, lastInputSeconds, null, requestId);
    }
  }

  /// What a person has of a client.
  enum Attention {
    /// It has the keyboard.
    FOCUSED,
    /// It can be seen.
    VISIBLE,
    AWAY
  }

  /// A command.
  ///
  /// @param requestId the JSON text of what the sender wants repeated in the `ack`, or null for none
  /// @param subject type and run of a published event, as sent
  /// @param eventId makes a published event safe to send twice, or "" for none
  record Request(
      Command command, Need need, @Nullable String requestId, String subject, String eventId)
      implements ClientMessage {

    /// What an event that is sent again is known by; see ADR 0011.
    ///
    /// @param publisher who sends it
    /// @param otherwise stands for an `event_id` that was not given
    /// @return "" for an event that is not known again
    public String key(String publisher, String otherwise) {
      var once = eventId.isEmpty() ? otherwise : eventId;
      return once.isEmpty() ? "" : publisher + "\n" + subject + "\n" + once;
    }
  }

  /// Wants to know the rules.
  ///
  /// @param requestId as in [Request]
  record ListRules(@Nullable String requestId) implements ClientMessage {}

  /// Wants to know what a rule would have done with the newest questions.
  ///
  /// @param requestId as in [Request]
  /// @param last how many questions are looked at, from 1
  record PreviewRule(@Nullable String requestId, Scope scope, String response, int last)
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
