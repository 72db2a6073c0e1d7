package dev.skillwire.wire;

import dev.skillwire.core.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/// The messages of the protocol as an AsyncAPI 3 document, made from the catalogue. The hub serves
/// the text that is kept among its resources; a test compares that with this.
final class AsyncApi {

  private static final Map<String, List<String>> NEEDED =
      Map.ofEntries(
          Map.entry("skill_started", List.of("skill_name")),
          Map.entry("step_started", List.of("step_index")),
          Map.entry("step_progress", List.of("step_index")),
          Map.entry("step_completed", List.of("step_index")),
          Map.entry("step_failed", List.of("step_index", "error")),
          Map.entry("step_skipped", List.of("step_index")),
          Map.entry("skill_completed", List.of()),
          Map.entry("skill_failed", List.of("error")),
          Map.entry("auto_heal_triggered", List.of("fix_action")),
          Map.entry("auto_heal_completed", List.of("fix_action", "success")),
          Map.entry("memory_query_started", List.of("query_id")),
          Map.entry("intent_classified", List.of("query_id")),
          Map.entry("memory_query_completed", List.of("query_id")),
          Map.entry("persona_changed", List.of("persona")),
          Map.entry("tools_list_changed", List.of()));

  private static final Map<String, String> REPLIES = new LinkedHashMap<>();
  private static final Map<String, String> REQUESTS = new LinkedHashMap<>();

  static {
    var opening =
        "protocol:whole server:object epoch:text seq:whole head:whole client_id:text role:text"
            + " roles:texts resumed:truth missing:object? running_skills:objects"
            + " pending_confirmations:objects";
    REPLIES.put("connected", opening + " away:object?");
    REPLIES.put("resync", opening);
    REPLIES.put("ack", "request_id:any seq:whole id:text? skill_id:text? rule_id:text?");
    REPLIES.put(
        "error",
        "request_id:any? code:code message:text id:text? field:text? answered_by:actor?"
            + " response:text?");
    REPLIES.put("heartbeat_ack", "");
    REPLIES.put("rules", "request_id:any? seq:whole rules:objects");
    REPLIES.put(
        "rule_preview",
        "request_id:any? questions:whole matched:whole answered_differently:whole unanswered:whole"
            + " left_for_risk:whole examples:objects");
    REQUESTS.put("heartbeat", "");
    REQUESTS.put("subscribe", "types:texts? skill_ids:texts? sources:texts?");
    REQUESTS.put("presence", "state:text last_input:number?");
    REQUESTS.put(
        "confirmation_response",
        "id:text response:text remember:text? remember_for:object? comment:text? action_digest:text?");
    REQUESTS.put("pause_timer", "id:text");
    REQUESTS.put("resume_timer", "id:text");
    REQUESTS.put("extend_timer", "id:text seconds:number");
    REQUESTS.put(
        "request_confirmation",
        "prompt:text id:text? skill_id:text? skill_name:text? step_index:whole? step_name:text?"
            + " options:texts? claude_suggestion:text? timeout_seconds:number? on_timeout:text?"
            + " risk:text? action:object? action_digest:text? error_type:text? tool_name:text?"
            + " event_id:text?");
    REQUESTS.put("cancel_confirmation", "id:text");
    REQUESTS.put(
        "save_rule",
        "scope:object response:text skill_id:text? enabled:truth? remember_for:object?"
            + " expires_at:instant? uses_left:whole?");
    REQUESTS.put("change_rule", "rule_id:text enabled:truth");
    REQUESTS.put("delete_rule", "rule_id:text");
    REQUESTS.put("list_rules", "");
    REQUESTS.put("preview_rule", "scope:object response:text last:whole?");
    REQUESTS.put("cancel_skill", "skill_id:text");
  }

  private AsyncApi() {}

  /// The document as YAML.
  static String text() {
    var settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setWidth(120)
            .setDereferenceAliases(true)
            .build();
    return "# Made from the catalogue of events; AsyncApiTest says how to make it again.\n"
        + new Dump(settings).dumpToString(document());
  }

  private static Map<String, Object> document() {
    var messages = new LinkedHashMap<String, Object>();
    Catalogue.entries().forEach(e -> messages.put(e.word(), message(e.word(), told(e))));
    REPLIES.forEach((word, fields) -> messages.put(word, message(word, object(word, fields))));
    var sent = List.copyOf(messages.keySet());
    REQUESTS.forEach((word, fields) -> messages.put(word, message(word, asked(word, fields))));
    Catalogue.entries().stream()
        .filter(e -> NEEDED.containsKey(e.word()))
        .forEach(e -> messages.put("publish_" + e.word(), message(e.word(), published(e))));
    var received = messages.keySet().stream().filter(word -> !sent.contains(word)).toList();

    var channel =
        map(
            "address",
            "/",
            "title",
            "The hub's WebSocket",
            "description",
            "Vocabulary S1. On /events skill_failed is called skill_error, auto_heal_triggered"
                + " heal_started and auto_heal_completed heal_completed.",
            "messages",
            references(messages.keySet().stream(), "#/components/messages/"));
    return map(
        "asyncapi",
        "3.0.0",
        "info",
        map(
            "title",
            "Skillwire",
            "version",
            "1",
            "description",
            "What a hub and its clients say to each other. Normative: docs/protocol.md. Any other"
                + " word a source publishes passes through whole, with seq and timestamp added.",
            "license",
            map("name", "Apache-2.0")),
        "defaultContentType",
        "application/json",
        "servers",
        map("local", map("host", "localhost:9876", "protocol", "ws")),
        "channels",
        map("hub", channel),
        "operations",
        map(
            "tell",
            operation("send", "Events and replies, from the hub to a client.", sent),
            "hear",
            operation("receive", "Requests and published events, from a client.", received)),
        "components",
        map("messages", messages, "schemas", schemas()));
  }

  private static Map<String, Object> operation(String action, String title, List<String> words) {
    return map(
        "action",
        action,
        "title",
        title,
        "channel",
        map("$ref", "#/channels/hub"),
        "messages",
        words.stream().map(word -> map("$ref", "#/channels/hub/messages/" + word)).toList());
  }

  private static Map<String, Object> message(String word, Map<String, Object> payload) {
    return map("name", word, "payload", payload);
  }

  /// An event as clients are told.
  private static Map<String, Object> told(Catalogue.Entry entry) {
    var properties = envelope(entry.word());
    properties.put("seq", map("type", "integer", "minimum", 1));
    properties.put("timestamp", reference("instant"));
    var required = new ArrayList<>(List.of("type", "timestamp"));
    for (var field : entry.fields()) {
      properties.put(field.name(), schema(field));
      if (!field.optional()) {
        required.add(field.name());
      }
    }
    properties.put("replayed", map("type", "boolean"));
    return map("type", "object", "required", required, "properties", properties);
  }

  /// An event as a source sends it.
  private static Map<String, Object> published(Catalogue.Entry entry) {
    var properties = envelope(entry.word());
    entry.fields().stream()
        .filter(field -> !field.name().equals("truncated"))
        .filter(field -> !field.name().equals("masked"))
        .forEach(field -> properties.put(field.name(), schema(field)));
    properties.put("request_id", reference("request_id"));
    properties.put("event_id", map("type", "string"));
    var required = new ArrayList<>(List.of("type"));
    required.addAll(NEEDED.getOrDefault(entry.word(), List.of()));
    return map("type", "object", "required", required, "properties", properties);
  }

  private static Map<String, Object> asked(String word, String fields) {
    return object(word, (fields + " request_id:any?").trim());
  }

  private static Map<String, Object> object(String word, String fields) {
    var properties = envelope(word);
    var required = new ArrayList<>(List.of("type"));
    for (var text : fields.isEmpty() ? new String[0] : fields.split(" ", -1)) {
      boolean optional = text.endsWith("?");
      int colon = text.indexOf(':');
      var name = text.substring(0, colon);
      var type = text.substring(colon + 1, text.length() - (optional ? 1 : 0));
      properties.put(name, name.equals("request_id") ? reference("request_id") : schema(type));
      if (!optional) {
        required.add(name);
      }
    }
    return map("type", "object", "required", required, "properties", properties);
  }

  private static Map<String, Object> schema(Catalogue.Field field) {
    var schema = schema(Out.word(field.type()));
    return field.nullable() ? map("oneOf", List.of(schema, map("type", "null"))) : schema;
  }

  private static Map<String, Object> schema(String type) {
    return switch (type) {
      case "text" -> map("type", "string");
      case "whole" -> map("type", "integer");
      case "number" -> map("type", "number");
      case "truth" -> map("type", "boolean");
      case "object" -> map("type", "object");
      case "texts" -> map("type", "array", "items", map("type", "string"));
      case "objects" -> map("type", "array", "items", map("type", "object"));
      case "any" -> map();
      default -> reference(type);
    };
  }

  private static Map<String, Object> schemas() {
    return map(
        "actor",
        map(
            "type",
            "object",
            "required",
            List.of("client_id", "name", "kind"),
            "properties",
            map(
                "client_id",
                schema("text"),
                "name",
                schema("text"),
                "kind",
                map("enum", List.of("human", "rule", "desktop", "system")))),
        "instant",
        map("type", "string", "format", "date-time"),
        "request_id",
        map("oneOf", List.of(schema("text"), schema("number"))),
        "code",
        map("enum", Stream.of(Reason.values()).map(Reason::code).toList()));
  }

  private static Map<String, Object> envelope(String word) {
    return map("type", map("const", word));
  }

  private static Map<String, Object> reference(String schema) {
    return map("$ref", "#/components/schemas/" + schema);
  }

  private static Map<String, Object> references(Stream<String> words, String where) {
    var references = map();
    words.forEach(word -> references.put(word, map("$ref", where + word)));
    return references;
  }

  private static Map<String, Object> map(Object... namesAndValues) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }
}
