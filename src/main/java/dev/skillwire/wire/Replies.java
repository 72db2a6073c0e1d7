package dev.skillwire.wire;

import dev.skillwire.core.Json;
import dev.skillwire.core.Rejection;
import dev.skillwire.core.Reply;
import dev.skillwire.core.RulePreview;
import dev.skillwire.core.Snapshot;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Messages to one client alone; none has a sequence of its own.
public final class Replies {

  /// Events that a client was not sent, by their first and last sequence.
  public record Missing(long from, long to) {}

  /// What a connection is told first, or when it fell too far behind.
  ///
  /// @param type `connected` or `resync`
  /// @param sequence the client's state is as of this one
  /// @param missing what the client asked for and is not sent, or null
  /// @param away what happened while the client was not here, or null
  public record Opening(
      String type,
      String serverVersion,
      String epoch,
      long sequence,
      long head,
      String clientId,
      List<String> roles,
      boolean resumed,
      @Nullable Missing missing,
      @Nullable Away away) {

    /// For who was not away.
    public Opening(
        String type,
        String serverVersion,
        String epoch,
        long sequence,
        long head,
        String clientId,
        List<String> roles,
        boolean resumed,
        @Nullable Missing missing) {
      this(type, serverVersion, epoch, sequence, head, clientId, roles, resumed, missing, null);
    }
  }

  /// What a client missed.
  ///
  /// @param since newest sequence that it knows
  /// @param text of [AwayWriter]
  public record Away(long since, Json text) {}

  private static final byte[] HEARTBEAT_ACK =
      JsonText.write(out -> out.writeStringProperty("type", "heartbeat_ack"));

  private static final List<String> ROLE_ORDER =
      List.of("admin", "answerer", "publisher", "observer");

  private Replies() {}

  public static byte[] heartbeatAck() {
    return HEARTBEAT_ACK;
  }

  public static byte[] ack(String requestId, Reply.Done done) {
    return JsonText.write(
        out -> {
          out.writeStringProperty("type", "ack");
          Out.json(out, "request_id", new Json(requestId));
          out.writeNumberProperty("seq", done.sequence());
          if (done.confirmation() != null) {
            out.writeStringProperty("id", done.confirmation().value());
          }
          if (done.run() != null) {
            out.writeStringProperty("skill_id", done.run().value());
          }
          if (done.rule() != null) {
            out.writeStringProperty("rule_id", done.rule().value());
          }
        });
  }

  /// All rules as of a sequence.
  public static byte[] rules(@Nullable String requestId, Snapshot snapshot) {
    return reply(
        "rules",
        requestId,
        out -> {
          out.writeNumberProperty("seq", snapshot.sequence());
          rules(out, snapshot);
        });
  }

  /// The field `rules`.
  public static void rules(JsonGenerator out, Snapshot snapshot) {
    out.writeName("rules");
    out.writeStartArray();
    for (var rule : snapshot.rules()) {
      out.writeStartObject();
      RuleFields.write(out, rule);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  public static byte[] preview(@Nullable String requestId, RulePreview preview) {
    return reply("rule_preview", requestId, out -> RuleFields.preview(out, preview));
  }

  /// Somebody's word inside a message to that one.
  static String shown(String word) {
    return word.length() > 64 ? word.substring(0, 64) + "…" : word;
  }

  private static byte[] reply(
      String type, @Nullable String requestId, Consumer<JsonGenerator> fields) {
    return JsonText.write(
        out -> {
          out.writeStringProperty("type", type);
          if (requestId != null) {
            Out.json(out, "request_id", new Json(requestId));
          }
          fields.accept(out);
        });
  }

  public static byte[] error(@Nullable String requestId, Rejection rejection) {
    return reply("error", requestId, out -> rejection(out, rejection));
  }

  /// `code`, `message` and what else a refusal says; also the heart of a problem document.
  public static void rejection(JsonGenerator out, Rejection rejection) {
    out.writeStringProperty("code", rejection.reason().code());
    out.writeStringProperty("message", rejection.message());
    Out.optional(out, "id", rejection.id());
    Out.optional(out, "field", rejection.field());
    if (rejection.first() != null) {
      Out.actor(out, "answered_by", rejection.first());
    }
    Out.optional(out, "response", rejection.response());
  }

  /// What a client that keeps its own state is told.
  public static byte[] opening(Opening opening) {
    return JsonText.write(
        out -> {
          head(out, opening);
          Out.texts(out, "running_skills", List.of());
          Out.texts(out, "pending_confirmations", List.of());
        });
  }

  /// A message that goes on with [SnapshotWriter#state]: many share that, so it is not copied.
  public static byte[] openingHead(Opening opening) {
    var closed = JsonText.write(out -> head(out, opening));
    return Arrays.copyOf(closed, closed.length - 1);
  }

  private static void head(JsonGenerator out, Opening opening) {
    out.writeStringProperty("type", opening.type());
    out.writeNumberProperty("protocol", 1);
    out.writeName("server");
    out.writeStartObject();
    out.writeStringProperty("name", "skillwire");
    out.writeStringProperty("version", opening.serverVersion());
    out.writeEndObject();
    out.writeStringProperty("epoch", opening.epoch());
    out.writeNumberProperty("seq", opening.sequence());
    out.writeNumberProperty("head", opening.head());
    out.writeStringProperty("client_id", opening.clientId());
    out.writeStringProperty("role", role(opening.roles()));
    Out.texts(out, "roles", opening.roles());
    out.writeBooleanProperty("resumed", opening.resumed());
    var missing = opening.missing();
    if (missing != null) {
      out.writeName("missing");
      out.writeStartObject();
      out.writeNumberProperty("from", missing.from());
      out.writeNumberProperty("to", missing.to());
      out.writeEndObject();
    }
    var away = opening.away();
    if (away != null) {
      out.writeName("away");
      out.writeStartObject();
      out.writeNumberProperty("since", away.since());
      var text = away.text().text();
      out.writeRaw(',');
      out.writeRaw(text, 1, text.length() - 2);
      out.writeEndObject();
    }
  }

  /// The word for the most that a connection may do.
  private static String role(List<String> roles) {
    return ROLE_ORDER.stream()
        .filter(role -> roles.contains(role.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElse("observer");
  }
}
