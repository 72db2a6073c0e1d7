package dev.skillwire.engine.skill;

import dev.skillwire.core.Limits;
import dev.skillwire.engine.template.Similar;
import dev.skillwire.engine.template.Template;
import dev.skillwire.engine.template.Templates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Reads what a step does, but for its command, its question and its group.
final class ActionReader {

  static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /// What templates read already, and words of their expressions.
  static final Set<String> RESERVED =
      Set.of(
          "inputs",
          "defaults",
          "steps",
          "run",
          "today",
          "match",
          "error",
          "loop",
          "index",
          "empty",
          "div",
          "mod",
          "eq",
          "ne",
          "lt",
          "gt",
          "le",
          "ge",
          "instanceof",
          "null",
          "true",
          "false",
          "and",
          "or",
          "not",
          "in",
          "is",
          "if",
          "else",
          "none",
          "None");

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9_]{0,63}");
  private static final Pattern RESERVED_TYPE =
      Pattern.compile(
          "connected|resync|ack|error|heartbeat_ack|presence|claim|receipt|vote"
              + "|skill_.*|step_.*|confirmation_.*|auto_heal_.*|heal_.*|memory_.*|rules|rule_preview"
              + "|tools_list_changed|intent_classified|heartbeat|subscribe|.*_timer|.*_rules?|cancel_.*|request_.*");

  private static final int LEAST_STATUS = 100;
  private static final int MOST_STATUS = 599;

  private final YamlFile file;
  private final Templates templates;
  private final Skills skills;

  ActionReader(YamlFile file, Templates templates, Skills skills) {
    this.file = file;
    this.templates = templates;
    this.skills = skills;
  }

  Action http(Mapping step) throws SkillLoadException {
    if (step.node("http") instanceof ScalarNode) {
      return new Action.Http(needed(step, "http"), "GET", Map.of(), null, null, List.of());
    }
    var http = file.mapping(step.need("http"), "'http'");
    http.allow(Set.of("url", "method", "headers", "json", "body", "status"));
    var json = http.node("json");
    var body = checked(http, "body");
    if (json != null && body != null) {
      throw http.fault("body", "a request has 'json' or 'body', not both");
    }
    boolean sends = json != null || body != null;
    var method = http.text("method", sends ? "POST" : "GET").toUpperCase(Locale.ROOT);
    if (!METHODS.contains(method)) {
      throw http.fault(
          "method", "there is no method '" + method + "'" + Similar.hint(method, METHODS));
    }
    return new Action.Http(
        needed(http, "url"),
        method,
        headers(http),
        json == null ? null : draft(json),
        body,
        statuses(http));
  }

  private Map<String, Template> headers(Mapping http) throws SkillLoadException {
    var headers = new LinkedHashMap<String, Template>();
    var given = http.mapping("headers");
    if (given != null) {
      for (var name : given.keys()) {
        if (!HEADER.matcher(name).matches()) {
          throw given.fault(name, "'" + name + "' can't be the name of a header");
        }
        headers.put(name, needed(given, name));
      }
    }
    return headers;
  }

  private List<Integer> statuses(Mapping http) throws SkillLoadException {
    var statuses = new ArrayList<Integer>();
    var given = http.value("status");
    var list =
        given instanceof List<?> several ? several : given == null ? List.of() : List.of(given);
    for (var status : list) {
      if (!(status instanceof Long code) || code < LEAST_STATUS || code > MOST_STATUS) {
        throw http.fault("status", "'status' is a number from 100 to 599, or a list of them");
      }
      statuses.add(code.intValue());
    }
    return List.copyOf(statuses);
  }

  Action nested(Mapping step) throws SkillLoadException {
    if (step.node("skill") instanceof ScalarNode) {
      return new Action.Nested(skills.load(step, "skill"), Map.of());
    }
    var call = file.mapping(step.need("skill"), "'skill'");
    call.allow(Set.of("file", "inputs"));
    var skill = skills.load(call, "file");
    var inputs = call.mapping("inputs");
    var known = skill.inputs().stream().map(Input::name).toList();
    if (inputs != null) {
      for (var name : inputs.keys()) {
        if (!known.contains(name)) {
          throw inputs.unknown(
              name,
              "the skill '"
                  + skill.name()
                  + "' has no input '"
                  + name
                  + "'"
                  + Similar.hint(name, known));
        }
      }
    }
    for (var input : skill.inputs()) {
      boolean given = inputs != null && inputs.has(input.name());
      if (input.required() && input.preset() == null && !given) {
        throw step.fault(
            "skill", "the skill '" + skill.name() + "' needs the input '" + input.name() + "'");
      }
    }
    return new Action.Nested(skill, inputs == null ? Map.of() : drafts(inputs));
  }

  Action assign(Mapping step) throws SkillLoadException {
    var values = file.mapping(step.need("set"), "'set'");
    if (values.keys().isEmpty()) {
      throw step.fault("set", "'set' gives at least one value a name");
    }
    for (var name : values.keys()) {
      variable(values, name, name);
    }
    return new Action.Assign(drafts(values));
  }

  Action pause(Mapping step) throws SkillLoadException {
    var time = needed(step, "wait");
    if (time.constant() && Durations.parse(time.text()) == null) {
      throw step.fault("wait", "'wait' is a time, such as 30 (seconds), 500ms, 5m or 2h");
    }
    return new Action.Pause(time);
  }

  Action emit(Mapping step) throws SkillLoadException {
    var event = file.mapping(step.need("emit"), "'emit'");
    var type = event.text("type");
    if (type == null || !TYPE.matcher(type).matches() || RESERVED_TYPE.matcher(type).matches()) {
      throw event.fault(
          "type",
          "an event has a 'type' of its own: small letters, digits and '_', no type that the hub knows");
    }
    var fields = new LinkedHashMap<>(drafts(event));
    fields.remove("type");
    if (type.equals("persona_changed") && !fields.keySet().equals(Set.of("persona"))) {
      throw event.fault("'persona_changed' has one field, 'persona'");
    }
    for (var reserved : List.of("seq", "timestamp")) {
      if (fields.containsKey(reserved)) {
        throw event.fault(reserved, "the hub gives every event its '" + reserved + "'");
      }
    }
    return new Action.Emit(type, fields);
  }

  /// A name that templates will read.
  static void variable(Mapping where, String key, String name) throws SkillLoadException {
    if (!IDENTIFIER.matcher(name).matches() || name.length() > Limits.TYPE_CHARS) {
      throw where.fault(key, "'" + key + "' must be a name of letters, digits and '_'");
    }
    if (RESERVED.contains(name)) {
      throw where.fault(key, "'" + name + "' means something already; take another name");
    }
  }

  Draft draft(Node node) throws SkillLoadException {
    return file.draft(node, this::check);
  }

  private Map<String, Draft> drafts(Mapping from) throws SkillLoadException {
    var drafts = new LinkedHashMap<String, Draft>();
    for (var name : from.keys()) {
      var node = from.node(name);
      drafts.put(name, node == null ? new Draft.Fixed(null) : draft(node));
    }
    return drafts;
  }

  Template needed(Mapping from, String key) throws SkillLoadException {
    var template = checked(from, key);
    if (template == null || template.text().isBlank()) {
      throw from.fault(key, "'" + key + "' is missing or empty");
    }
    return template;
  }

  @Nullable Template checked(Mapping from, String key) throws SkillLoadException {
    var template = from.template(key);
    if (template != null) {
      check(template);
    }
    return template;
  }

  private void check(Template template) throws SkillLoadException {
    SkillLoader.check(file, templates, template, false);
  }
}
