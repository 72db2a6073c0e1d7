package dev.skillwire.engine.skill;

import dev.skillwire.engine.template.Similar;
import dev.skillwire.engine.template.Template;
import dev.skillwire.engine.template.Templates;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads one step.
final class StepReader {

  static final String NO_COMPUTE =
      "'compute' holds Python, which is not run here; write 'run:' with a command instead, "
          + "for example run: python3 -c '...'";

  /// A command without a time of its own: as long as the hub waits for a silent run.
  static final Duration TIMEOUT = Duration.ofHours(1);

  private static final Set<String> KEYS =
      Set.of(
          "name",
          "description",
          "run",
          "confirm",
          "then",
          "condition",
          "output",
          "on_error",
          "retry",
          "timeout",
          "env",
          "cwd");

  private static final Map<String, StepSpec.OnError> ON_ERROR =
      Map.of(
          "fail", StepSpec.OnError.FAIL,
          "abort", StepSpec.OnError.FAIL,
          "continue", StepSpec.OnError.CONTINUE,
          "retry", StepSpec.OnError.RETRY,
          "auto_heal", StepSpec.OnError.AUTO_HEAL);

  private static final Set<String> RESERVED =
      Set.of("inputs", "defaults", "steps", "run", "today", "match", "error", "loop");

  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern EXPRESSION = Pattern.compile("\\{\\{((?:(?!}})[\\s\\S])*)}}");
  private static final Pattern QUOTED = Pattern.compile("[\\s\\S]*\\|\\s*sh\\s*");

  private final YamlFile file;
  private final Templates templates;
  private final List<String> hints;

  StepReader(YamlFile file, Templates templates, List<String> hints) {
    this.file = file;
    this.templates = templates;
    this.hints = hints;
  }

  StepSpec read(Mapping step, int index) throws SkillLoadException {
    refuseOtherKinds(step);
    step.allow(KEYS);
    var action = action(step);
    var condition = step.template("condition");
    if (condition != null) {
      SkillLoader.check(file, templates, condition, true);
    }
    return new StepSpec(
        step.name("name", "step " + (index + 1)),
        step.text("description", ""),
        condition,
        action,
        output(step),
        onError(step, action),
        retry(step),
        Durations.read(step, "timeout", TIMEOUT),
        env(step),
        checked(step, "cwd"),
        step.line());
  }

  private static void refuseOtherKinds(Mapping step) throws SkillLoadException {
    if (step.has("compute")) {
      throw step.fault("compute", NO_COMPUTE);
    }
    if (step.has("tool")) {
      throw step.fault(
          "tool",
          "'tool' calls a tool server, which this version can't; write 'run:' with a command instead");
    }
  }

  private Action action(Mapping step) throws SkillLoadException {
    var command = checked(step, "run");
    var question = step.node("confirm");
    var then = step.node("then");
    if (then != null) {
      if (command != null || question != null) {
        throw step.fault("then", "a step with 'then' has neither 'run' nor 'confirm'");
      }
      refuseCommandKeys(step);
      return returned(step, then);
    }
    var ask = question == null ? null : new QuestionReader(file, templates).read(question);
    if (command != null) {
      hint(command);
      return new Action.Shell(command, ask);
    }
    if (ask == null) {
      throw step.fault("a step needs 'run', 'confirm' or 'then'");
    }
    refuseCommandKeys(step);
    return ask;
  }

  private static void refuseCommandKeys(Mapping step) throws SkillLoadException {
    for (var key : List.of("timeout", "env", "cwd", "retry")) {
      if (step.has(key)) {
        throw step.fault(
            key,
            key.equals("timeout") && step.has("confirm")
                ? "a question has its time under 'confirm': confirm: {timeout: ...}"
                : "'" + key + "' belongs to a step with 'run'");
      }
    }
  }

  private Action returned(Mapping step, Node then) throws SkillLoadException {
    var entries = file.list(then, "'then'");
    if (entries.size() != 1) {
      throw step.fault("then", "'then' must have one entry: - return: VALUE");
    }
    var entry = file.mapping(entries.getFirst(), "an entry of 'then'");
    entry.allow(Set.of("return"));
    var value = checked(entry, "return");
    return new Action.Return(value == null ? Template.of("") : value);
  }

  private @Nullable Template checked(Mapping from, String key) throws SkillLoadException {
    var template = from.template(key);
    if (template != null) {
      SkillLoader.check(file, templates, template, false);
    }
    return template;
  }

  private static @Nullable String output(Mapping step) throws SkillLoadException {
    var output = step.text("output");
    if (output == null) {
      return null;
    }
    if (!IDENTIFIER.matcher(output).matches()) {
      throw step.fault("output", "'output' must be a name of letters, digits and '_'");
    }
    if (RESERVED.contains(output)) {
      throw step.fault("output", "'" + output + "' means something already; take another name");
    }
    return output;
  }

  private static StepSpec.OnError onError(Mapping step, Action action) throws SkillLoadException {
    var word = step.text("on_error", "fail").toLowerCase(Locale.ROOT);
    var known = ON_ERROR.get(word);
    if (known == null) {
      throw step.fault(
          "on_error",
          "'on_error' must be fail, continue, retry, auto_heal or abort, not '"
              + word
              + "'"
              + Similar.hint(word, ON_ERROR.keySet()));
    }
    boolean repeats = known == StepSpec.OnError.RETRY || known == StepSpec.OnError.AUTO_HEAL;
    if (repeats && !(action instanceof Action.Shell)) {
      throw step.fault("on_error", "'" + word + "' belongs to a step with 'run'");
    }
    return known;
  }

  private static StepSpec.Retry retry(Mapping step) throws SkillLoadException {
    var retry = step.mapping("retry");
    if (retry == null) {
      return StepSpec.Retry.DEFAULT;
    }
    retry.allow(Set.of("max_attempts", "delay", "multiplier"));
    var delay = Durations.read(retry, "delay", StepSpec.Retry.DEFAULT.delay());
    return new StepSpec.Retry(
        (int) retry.number("max_attempts", StepSpec.Retry.DEFAULT.maxAttempts(), 1, 100),
        delay == null ? Duration.ZERO : delay,
        retry.number("multiplier", StepSpec.Retry.DEFAULT.multiplier(), 1, 100));
  }

  private Map<String, Template> env(Mapping step) throws SkillLoadException {
    var env = new LinkedHashMap<String, Template>();
    var given = step.mapping("env");
    if (given != null) {
      for (var name : given.keys()) {
        if (!IDENTIFIER.matcher(name).matches()) {
          throw given.fault(name, "'" + name + "' can't be the name of a variable");
        }
        var value = checked(given, name);
        env.put(name, value == null ? Template.of("") : value);
      }
    }
    return env;
  }

  private void hint(Template command) {
    var expressions = EXPRESSION.matcher(command.text());
    while (expressions.find()) {
      if (!QUOTED.matcher(expressions.group(1)).matches()) {
        long before = command.text().substring(0, expressions.start()).lines().count();
        var text = expressions.group(1).strip();
        hints.add(
            "line "
                + (command.line() + Math.max(0, before - 1))
                + ": {{ "
                + text
                + " }} goes into a shell command as it is; {{ "
                + text
                + " | sh }} quotes it");
      }
    }
  }
}
