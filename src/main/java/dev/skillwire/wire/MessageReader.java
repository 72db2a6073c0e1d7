package dev.skillwire.wire;

import dev.skillwire.core.Command;
import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Handling;
import dev.skillwire.core.Json;
import dev.skillwire.core.Limits;
import dev.skillwire.core.Reason;
import dev.skillwire.core.Rejection;
import dev.skillwire.core.RuleId;
import dev.skillwire.core.RunId;
import dev.skillwire.wire.ClientMessage.Filter;
import dev.skillwire.wire.ClientMessage.Need;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Reads what clients send, over a socket or HTTP.
public final class MessageReader {

  private static final Pattern OWN_TYPE = Pattern.compile("[a-z][a-z0-9_]{0,63}");
  private static final Set<String> ENVELOPE =
      Set.of("type", "seq", "timestamp", "request_id", "event_id");

  private final Supplier<String> ids;

  /// @param ids makes ids for runs and questions whose sender gave none
  public MessageReader(Supplier<String> ids) {
    this.ids = ids;
  }

  public ClientMessage read(ObjectNode node) throws BadMessage {
    var f = new Fields(node);
    checkRequestId(node);
    FreeJson.checkNumbers(node);
    var type = Vocabulary.canonical(f.needed("type"));
    return switch (type) {
      case "heartbeat" -> new ClientMessage.Heartbeat();
      case "subscribe" -> new ClientMessage.Subscribe(filter(f), requestId(node));
      case "presence" -> presence(f);
      case "confirmation_response" -> request(f, Need.ANSWER, answer(f));
      case "shown" -> request(f, Need.ANSWER, shown(f));
      case "use_confirmation" -> publish(f, use(f));
      case "pause_timer" -> request(f, Need.ANSWER, new Command.PauseConfirmation(id(f), false));
      case "resume_timer" -> request(f, Need.ANSWER, new Command.ResumeConfirmation(id(f)));
      case "extend_timer" -> request(f, Need.ANSWER, extend(f));
      // Without a question it is a source's own word, and one that no source may say.
      case "claim" ->
          node.hasNonNull("id") ? request(f, Need.ANSWER, claim(f)) : published(type, f);
      case "release_claim" -> request(f, Need.ANSWER, new Command.ReleaseClaim(id(f)));
      case "delegate_confirmation" -> request(f, Need.ANSWER, delegate(f));
      case "cancel_confirmation" ->
          request(f, Need.WITHDRAW, new Command.CancelConfirmation(id(f)));
      case "cancel_skill" ->
          request(f, Need.STOP, new Command.CancelSkill(new RunId(f.needed("skill_id"))));
      case "save_rule" -> request(f, Need.ANSWER, RuleFields.save(f));
      case "change_rule" -> request(f, Need.ANSWER, change(f));
      case "delete_rule" -> request(f, Need.ANSWER, new Command.DeleteRule(rule(f)));
      case "list_rules" -> new ClientMessage.ListRules(requestId(node));
      case "preview_rule" -> preview(f);
      case "request_confirmation", "confirmation_required" -> publish(f, ask(f));
      default -> published(type, f);
    };
  }

  /// The id that an `ack` or `error` to this message repeats, as JSON text, even of a message that
  /// is refused; null for none, and for one that can't be repeated.
  public static @Nullable String requestId(ObjectNode node) {
    var value = node.get("request_id");
    boolean scalar = value != null && (value.isString() || value.isNumber());
    if (!scalar) {
      return null;
    }
    var text = value.toString();
    return text.length() <= Limits.ID_CHARS + 2 ? text : null;
  }

  private static void checkRequestId(ObjectNode node) throws BadMessage {
    var value = node.get("request_id");
    if (value != null && !value.isNull() && requestId(node) == null) {
      throw BadMessage.field(
          "request_id",
          "request_id is a string or a number of at most " + Limits.ID_CHARS + " characters");
    }
  }

  public static Command.AnswerConfirmation answer(Fields f) throws BadMessage {
    return new Command.AnswerConfirmation(
        id(f),
        f.needed("response"),
        EventReader.remember(f),
        RuleFields.rememberFor(f),
        f.text("comment"),
        f.text("action_digest"),
        ExtrasFields.additions(f));
  }

  public static Command.ReportShown shown(Fields f) throws BadMessage {
    var whole = f.truth("whole");
    if (whole == null) {
      throw BadMessage.field("whole", "whole is missing");
    }
    return new Command.ReportShown(id(f), f.text("action_digest"), whole);
  }

  public static Command.UseApproval use(Fields f) throws BadMessage {
    return new Command.UseApproval(id(f), f.needed("action_digest"), f.text("response"));
  }

  public static Command.ExtendConfirmation extend(Fields f) throws BadMessage {
    var millis = EventReader.millis(f, "seconds");
    if (millis == null) {
      throw BadMessage.field("seconds", "seconds is missing");
    }
    return new Command.ExtendConfirmation(id(f), millis);
  }

  public static Command.ClaimConfirmation claim(Fields f) throws BadMessage {
    return new Command.ClaimConfirmation(id(f), EventReader.millis(f, "seconds"));
  }

  public static Command.DelegateConfirmation delegate(Fields f) throws BadMessage {
    return new Command.DelegateConfirmation(id(f), f.needed("to"), f.text("comment"));
  }

  public static Command.HoldConfirmation hold(Fields f) throws BadMessage {
    var doing = PeopleFields.doing(f, "doing");
    return new Command.HoldConfirmation(id(f), doing == null ? Handling.Doing.READING : doing);
  }

  public Command.AskConfirmation ask(Fields f) throws BadMessage {
    var prompt = f.text("prompt");
    if (prompt == null) {
      prompt = f.text("message");
    }
    if (prompt == null) {
      throw BadMessage.field("prompt", "prompt is missing");
    }
    var action = f.object("action");
    return new Command.AskConfirmation(
        new ConfirmationId(f.text("id", ids.get())),
        PublishedReader.run(f),
        f.index("step_index"),
        f.text("step_name"),
        prompt,
        f.texts("options"),
        f.text("claude_suggestion", ""),
        f.isNull("timeout_seconds") ? null : timeout(f),
        f.text("on_timeout"),
        f.word("risk", dev.skillwire.core.Risk.class, dev.skillwire.core.Risk.LOW),
        action,
        action == null ? null : digest(action, f.text("action_digest")),
        f.text("error_type"),
        f.text("tool_name"),
        false,
        ExtrasFields.read(f),
        PeopleFields.wanted(f));
  }

  /// A look at what a rule would have done.
  public static ClientMessage.PreviewRule preview(Fields f) throws BadMessage {
    var last = f.index("last");
    if (last != null && (last < 1 || last > Limits.PREVIEW_QUESTIONS)) {
      throw BadMessage.field("last", "last is from 1 to " + Limits.PREVIEW_QUESTIONS);
    }
    return new ClientMessage.PreviewRule(
        requestId(f.node()),
        RuleFields.neededScope(f),
        f.needed("response"),
        last == null ? Limits.PREVIEW_DEFAULT : last);
  }

  private static Command.ChangeRule change(Fields f) throws BadMessage {
    var enabled = f.truth("enabled");
    if (enabled == null) {
      throw BadMessage.field("enabled", "enabled is missing");
    }
    return new Command.ChangeRule(rule(f), enabled);
  }

  private static RuleId rule(Fields f) throws BadMessage {
    return new RuleId(f.needed("rule_id"));
  }

  private static ClientMessage presence(Fields f) throws BadMessage {
    f.needed("state");
    var seconds = f.number("last_input");
    if (seconds != null && seconds < 0) {
      throw BadMessage.field("last_input", "last_input is seconds ago, from 0");
    }
    return new ClientMessage.Presence(
        f.word("state", ClientMessage.Attention.class, ClientMessage.Attention.AWAY),
        seconds,
        about(f),
        requestId(f.node()));
  }

  /// The question that the person is about to answer, or null.
  private static Command.@Nullable HoldConfirmation about(Fields f) throws BadMessage {
    var typing = f.text("typing");
    var reading = f.text("reading");
    return typing != null
        ? new Command.HoldConfirmation(new ConfirmationId(typing), Handling.Doing.TYPING)
        : reading != null
            ? new Command.HoldConfirmation(new ConfirmationId(reading), Handling.Doing.READING)
            : null;
  }

  /// Reads `types`, `skill_ids` and `sources`; types may be of either vocabulary.
  public static Filter filter(Fields f) throws BadMessage {
    var types = f.texts("types");
    return filter(types, f.textsOrNone("skill_ids"), f.textsOrNone("sources"));
  }

  /// A filter of these words and ids.
  ///
  /// @param types null for all; empty for none: replies only
  public static Filter filter(
      @Nullable List<String> types, List<String> skillIds, List<String> sources) throws BadMessage {
    FilterRules.check(types == null ? List.of() : types, skillIds, sources);
    return new Filter(
        types == null
            ? Set.of()
            : types.stream().map(Vocabulary::canonical).collect(Collectors.toUnmodifiableSet()),
        Set.copyOf(skillIds),
        Set.copyOf(sources),
        types != null && types.isEmpty());
  }

  private ClientMessage published(String type, Fields f) throws BadMessage {
    var known = PublishedReader.read(type, f, ids);
    if (known != null) {
      return publish(f, known);
    }
    if (Catalogue.reserved(type)) {
      throw new BadMessage(
          Rejection.field(Reason.FORBIDDEN, "type", "'" + type + "' is told by the hub alone"));
    }
    if (!OWN_TYPE.matcher(type).matches()) {
      throw unknownType(type);
    }
    var fields = f.node().objectNode();
    for (var member : f.node().properties()) {
      if (!ENVELOPE.contains(member.getKey())) {
        fields.set(member.getKey(), member.getValue());
      }
    }
    return new ClientMessage.Request(
        new Command.Broadcast(type, JsonText.free(fields)),
        Need.PUBLISH_OWN,
        requestId(f.node()),
        subject(f),
        eventId(f));
  }

  public static BadMessage unknownType(String type) {
    return new BadMessage(
        Rejection.field(
            Reason.UNKNOWN_TYPE, "type", "'" + Replies.shown(type) + "' is not a known type"));
  }

  /// For an event of a type of its own by a sender that may publish nothing: perhaps it meant another message.
  public static BadMessage notPublished(String type) {
    return new BadMessage(
        Rejection.field(
            Reason.UNKNOWN_TYPE,
            "type",
            "This connection has no role that allows to publish events, and '"
                + Replies.shown(type)
                + "' is no other message"));
  }

  private static ClientMessage publish(Fields f, Command command) throws BadMessage {
    return new ClientMessage.Request(
        command, Need.PUBLISH, requestId(f.node()), subject(f), eventId(f));
  }

  private static ClientMessage request(Fields f, Need need, Command command) {
    return new ClientMessage.Request(command, need, requestId(f.node()), "", "");
  }

  private static String subject(Fields f) throws BadMessage {
    var run = f.text("skill_id", f.text("skill_name", ""));
    return Vocabulary.canonical(f.needed("type")) + "\n" + run;
  }

  private static String eventId(Fields f) throws BadMessage {
    var id = f.text("event_id", "");
    if (id.length() > Limits.ID_CHARS) {
      throw BadMessage.field(
          "event_id", "event_id takes more than " + Limits.ID_CHARS + " characters");
    }
    return id;
  }

  private static ConfirmationId id(Fields f) throws BadMessage {
    return new ConfirmationId(f.needed("id"));
  }

  private static Long timeout(Fields f) throws BadMessage {
    var millis = EventReader.millis(f, "timeout_seconds");
    return millis == null ? Limits.TIMEOUT_DEFAULT.toMillis() : millis;
  }

  private static String digest(Json action, @Nullable String told) throws BadMessage {
    var digest = ExtrasFields.digest("action", action);
    if (told != null && !told.equalsIgnoreCase(digest)) {
      throw new BadMessage(
          Rejection.field(
              Reason.DIGEST_MISMATCH, "action_digest", "action_digest is not that of the action"));
    }
    return digest;
  }
}
