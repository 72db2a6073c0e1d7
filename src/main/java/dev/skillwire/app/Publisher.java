package dev.skillwire.app;

import dev.skillwire.core.Command;
import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Event;
import dev.skillwire.core.HubPort;
import dev.skillwire.core.Json;
import dev.skillwire.core.Rejection;
import dev.skillwire.core.Reply;
import dev.skillwire.session.Ids;
import dev.skillwire.wire.BadMessage;
import dev.skillwire.wire.Canonical;
import dev.skillwire.wire.ClientMessage;
import dev.skillwire.wire.JsonText;
import dev.skillwire.wire.MessageReader;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Publishes for the program that the hub is embedded in: what a socket would say, without a socket.
public final class Publisher {

  private final HubPort port;
  private final Ids ids = new Ids();
  private final MessageReader reader = new MessageReader(ids::next);

  public Publisher(HubPort port) {
    this.port = port;
  }

  public String newId() {
    return ids.next();
  }

  public CompletableFuture<Reply> submit(Command command) {
    return port.submit(command);
  }

  public CompletableFuture<Event> outcome(ConfirmationId id) {
    return port.outcome(id);
  }

  /// One message as a map, of any type that a source may send.
  public CompletableFuture<Reply> publish(Map<String, ?> message) {
    try {
      if (reader.read(JsonText.object(message)) instanceof ClientMessage.Request request) {
        return port.submit(request.command());
      }
      throw MessageReader.unknownType(String.valueOf(message.get("type")));
    } catch (BadMessage e) {
      return refused(e.rejection());
    }
  }

  /// A question as a map, with the fields of `request_confirmation`.
  ///
  /// @param reply whether it was taken
  public record Asked(ConfirmationId id, CompletableFuture<Reply> reply) {}

  /// Asks with all that a question may have; a map without `id` gets one.
  public Asked ask(Map<String, ?> question) {
    var node = JsonText.object(question);
    node.put("type", "request_confirmation");
    var id = new ConfirmationId(question.get("id") instanceof String told ? told : newId());
    node.put("id", id.value());
    try {
      if (reader.read(node) instanceof ClientMessage.Request request) {
        return new Asked(id, port.submit(request.command()));
      }
      throw new IllegalStateException("a question is read as a question");
    } catch (BadMessage e) {
      return new Asked(id, refused(e.rejection()));
    }
  }

  /// Says that what was approved is done now.
  ///
  /// @param action what is about to be done
  /// @throws IllegalArgumentException when it has no digest
  public CompletableFuture<Reply> use(String id, Map<String, ?> action) {
    try {
      var digest = Canonical.digest(JsonText.free(JsonText.finite(action)));
      return port.submit(new Command.UseApproval(new ConfirmationId(id), digest, null));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("a number of the action has no place in a double", e);
    }
  }

  /// Values of a program as free JSON; null for null.
  ///
  /// @throws IllegalArgumentException when a value has no JSON form
  public static @Nullable Json json(@Nullable Map<String, ?> values) {
    return values == null ? null : JsonText.free(JsonText.finite(values));
  }

  /// SHA-256 over the RFC 8785 form; null for null.
  public static @Nullable String digest(@Nullable Json action) {
    return action == null ? null : Canonical.digest(action);
  }

  private static CompletableFuture<Reply> refused(Rejection rejection) {
    return CompletableFuture.completedFuture(new Reply.Refused(rejection));
  }
}
