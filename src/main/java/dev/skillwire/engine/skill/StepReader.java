package dev.skillwire.engine.skill;

import dev.skillwire.engine.template.Template;
import dev.skillwire.engine.template.Templates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Reads the steps of one skill, in the order of their indices.
final class StepReader {

  static final String NO_COMPUTE =
      "'compute' holds Python, which is not run here; write 'set:' with templates for values, or 'run:' "
          + "with a command, for example run: python3 -c '...'";

  static final String NO_TOOL =
      "'tool' calls a tool server, which this version can't; write 'run:' with a command instead";

  /// A command without a time of its own: as long as the hub waits for a silent run.
  static final Duration TIMEOUT = Duration.ofHours(1);

  /// A request without a time of its own.
  static final Duration HTTP_TIMEOUT = Duration.ofSeconds(30);

  /// What happens at the same time unless the file says how much.
  static final int LIMIT = 8;

  static final int MOST_LIMIT = 64;

  private static final List<String> KINDS =
      List.of("run", "http", "skill", "set", "parallel", "wait", "emit", "then", "confirm");

  private static final Set<String> COMMON =
      Set.of("name", "description", "condition", "on_error", "idempotent");

  /// The keys of each kind beside the common ones and its own.
  private static final Map<String, Set<String>> KEYS =
      Map.of(
          "run", Set.of("confirm", "output", "retry", "timeout", "env", "cwd", "for_each"),
          "http", Set.of("output", "retry", "timeout", "for_each"),
          "skill", Set.of("output", "retry", "timeout", "for_each"),
          "set", Set.of(),
          "parallel", Set.of("timeout"),
          "wait", Set.of(),
          "emit", Set.of("for_each"),
          "then", Set.of(),
          "confirm", Set.of("output", "run"));

  private static final Set<String> ALL_KEYS =
      Set.of(
          "name",
          "description",
          "condition",
          "on_error",
          "idempotent",
          "run",
          "http",
          "skill",
          "set",
          "parallel",
          "wait",
          "emit",
          "then",
          "confirm",
          "output",
          "retry",
          "timeout",
          "env",
          "cwd",
          "for_each");

  private final YamlFile file;
  private final Templates templates;
  private final Faults faults;
  private final ShellHints shellHints;
  private final ActionReader actions;
  private int next;

  StepReader(
      YamlFile file, Templates templates, Skills skills, List<Skill.Hint> hints, Faults faults) {
    this.file = file;
    this.templates = templates;
    this.faults = faults;
    this.shellHints = new ShellHints(hints);
    this.actions = new ActionReader(file, templates, skills);
  }

  /// Where a step stands, which some kinds may not.
  enum Place {
    AMONG_STEPS,
    IN_GROUP,
    AT_THE_END
  }

  /// Reads steps; one with a fault is noted and left out.
  List<StepSpec> read(List<Node> nodes, Place place) {
    var steps = new ArrayList<StepSpec>();
    for (var node : nodes) {
      int index = next++;
      faults.noting(() -> steps.add(step(file.mapping(node, "a step"), index, place)));
    }
    return List.copyOf(steps);
  }

  /// Steps so far, also those with faults.
  int count() {
    return next;
  }

  private StepSpec step(Mapping step, int index, Place place) throws SkillLoadException {
    if (step.has("compute")) {
      throw step.fault("compute", NO_COMPUTE);
    }
    if (step.has("tool")) {
      throw step.fault("tool", NO_TOOL);
    }
    step.allow(ALL_KEYS);
    var kind = kind(step);
    refuseOtherKeys(step, kind);
    refusePlace(step, kind, place);
    var action = action(step, kind);
    var condition = step.template("condition");
    if (condition != null) {
      SkillLoader.check(file, templates, condition, true);
    }
    var onError = OnErrorReader.read(step, action);
    return new StepSpec(
        index,
        step.name("name", "step " + (index + 1)),
        step.text("description", ""),
        condition,
        action,
        output(step),
        onError.word(),
        onError.retry(),
        Durations.read(step, "timeout", timeout(kind)),
        env(step),
        actions.checked(step, "cwd"),
        each(step),
        step.flag("idempotent", false),
        step.line());
  }

  private static String kind(Mapping step) throws SkillLoadException {
    var kinds = new ArrayList<>(KINDS.stream().filter(kind -> step.node(kind) != null).toList());
    if (kinds.contains("run")) {
      kinds.remove("confirm");
    }
    if (kinds.isEmpty()) {
      throw step.fault("a step needs one of " + String.join(", ", KINDS));
    }
    if (kinds.size() > 1) {
      throw step.fault(
          kinds.get(1),
          "a step does one thing: '" + kinds.get(0) + "' or '" + kinds.get(1) + "', not both");
    }
    return kinds.getFirst();
  }

  private static void refuseOtherKeys(Mapping step, String kind) throws SkillLoadException {
    var may = KEYS.getOrDefault(kind, Set.of());
    for (var key : step.keys()) {
      if (!key.equals(kind) && !COMMON.contains(key) && !may.contains(key)) {
        throw step.fault(
            key,
            key.equals("timeout") && kind.equals("confirm")
                ? "a question has its time under 'confirm': confirm: {timeout: ...}"
                : "'" + key + "' has no meaning in a step with '" + kind + "'");
      }
    }
  }

  private static void refusePlace(Mapping step, String kind, Place place)
      throws SkillLoadException {
    boolean group = kind.equals("parallel") || kind.equals("then");
    if (place == Place.IN_GROUP && group) {
      throw step.fault(kind, "a group can't hold a step with '" + kind + "'");
    }
    if (place == Place.AT_THE_END && (group || step.has("confirm"))) {
      throw step.fault(
          step.has("confirm") ? "confirm" : kind,
          "a 'finally' step can't have '" + (step.has("confirm") ? "confirm" : kind) + "'");
    }
  }

  private Action action(Mapping step, String kind) throws SkillLoadException {
    return switch (kind) {
      case "run" -> {
        var command = actions.needed(step, "run");
        shellHints.look(command);
        yield new Action.Shell(command, question(step));
      }
      case "http" -> actions.http(step);
      case "skill" -> actions.nested(step);
      case "set" -> actions.assign(step);
      case "parallel" -> group(step);
      case "wait" -> actions.pause(step);
      case "emit" -> actions.emit(step);
      case "then" -> returned(step);
      default -> new QuestionReader(file, templates).read(step.need("confirm"));
    };
  }

  private Action.@Nullable Ask question(Mapping step) throws SkillLoadException {
    var node = step.node("confirm");
    return node == null ? null : new QuestionReader(file, templates).read(node);
  }

  private Action group(Mapping step) throws SkillLoadException {
    var node = step.need("parallel");
    if (node instanceof SequenceNode) {
      return new Action.Parallel(children(step, step.list("parallel")), LIMIT);
    }
    var group = file.mapping(node, "'parallel'");
    group.allow(Set.of("steps", "limit"));
    return new Action.Parallel(children(group, group.list("steps")), limit(group, LIMIT));
  }

  private List<StepSpec> children(Mapping where, List<Node> nodes) throws SkillLoadException {
    if (nodes.isEmpty()) {
      throw where.fault("a group has at least one step");
    }
    return read(nodes, Place.IN_GROUP);
  }

  private static int limit(Mapping from, int preset) throws SkillLoadException {
    double limit = from.number("limit", preset, 1, MOST_LIMIT);
    if (limit != Math.rint(limit)) {
      throw from.fault("limit", "'limit' is a whole number");
    }
    return (int) limit;
  }

  private Action returned(Mapping step) throws SkillLoadException {
    var entries = file.list(step.need("then"), "'then'");
    if (entries.size() != 1) {
      throw step.fault("then", "'then' must have one entry: - return: VALUE");
    }
    var entry = file.mapping(entries.getFirst(), "an entry of 'then'");
    entry.allow(Set.of("return"));
    var value = actions.checked(entry, "return");
    return new Action.Return(value == null ? Template.of("") : value);
  }

  private StepSpec.@Nullable ForEach each(Mapping step) throws SkillLoadException {
    var node = step.node("for_each");
    if (node == null) {
      return null;
    }
    if (step.has("confirm")) {
      throw step.fault("for_each", "a step with 'confirm' can't be done for each of several");
    }
    var as = "item";
    int limit = 1;
    Node items = node;
    if (node instanceof org.snakeyaml.engine.v2.nodes.MappingNode) {
      var form = file.mapping(node, "'for_each'");
      form.allow(Set.of("in", "as", "limit"));
      items = form.need("in");
      as = form.text("as", as);
      limit = limit(form, limit);
      if (form.has("as")) {
        ActionReader.variable(form, "as", as);
      }
    }
    return new StepSpec.ForEach(actions.draft(items), as, limit);
  }

  private static @Nullable Duration timeout(String kind) {
    return switch (kind) {
      case "run" -> TIMEOUT;
      case "http" -> HTTP_TIMEOUT;
      default -> null;
    };
  }

  private static @Nullable String output(Mapping step) throws SkillLoadException {
    var output = step.text("output");
    if (output != null) {
      ActionReader.variable(step, "output", output);
    }
    return output;
  }

  private Map<String, Template> env(Mapping step) throws SkillLoadException {
    var env = new LinkedHashMap<String, Template>();
    var given = step.mapping("env");
    if (given != null) {
      for (var name : given.keys()) {
        if (!ActionReader.IDENTIFIER.matcher(name).matches()) {
          throw given.fault(name, "'" + name + "' can't be the name of a variable");
        }
        var value = actions.checked(given, name);
        env.put(name, value == null ? Template.of("") : value);
      }
    }
    return env;
  }
}
