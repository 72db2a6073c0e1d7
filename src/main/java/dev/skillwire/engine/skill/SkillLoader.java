package dev.skillwire.engine.skill;

import dev.skillwire.core.Limits;
import dev.skillwire.engine.template.Template;
import dev.skillwire.engine.template.TemplateException;
import dev.skillwire.engine.template.Templates;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads skills; whatever is wrong shows before anything runs.
public final class SkillLoader {

  /// Bytes that a skill file may have.
  public static final long FILE_BYTES = 1024 * 1024;

  private static final Set<String> KEYS =
      Set.of(
          "name",
          "description",
          "version",
          "tags",
          "inputs",
          "defaults",
          "steps",
          "outputs",
          "heal",
          "error_patterns",
          "personas",
          "links");

  private static final Set<String> HEAL_KEYS = Set.of("pattern", "error_type", "fix");

  private final YamlFile file;
  private final Templates templates = new Templates();
  private final List<String> hints = new ArrayList<>();

  private SkillLoader(YamlFile file) {
    this.file = file;
  }

  /// Reads a skill file.
  public static Skill load(Path path) throws SkillLoadException {
    try {
      if (Files.isDirectory(path)) {
        throw new SkillLoadException(
            path.toString(), 0, 0, "this is a directory, not a skill file");
      }
      if (Files.size(path) > FILE_BYTES) {
        throw new SkillLoadException(path.toString(), 0, 0, "a skill file has at most 1 MiB");
      }
      return parse(path.toString(), Files.readString(path));
    } catch (NoSuchFileException _) {
      throw new SkillLoadException(path.toString(), 0, 0, "there is no such file");
    } catch (CharacterCodingException _) {
      throw new SkillLoadException(path.toString(), 0, 0, "this is not a text in UTF-8");
    } catch (IOException e) {
      throw new SkillLoadException(path.toString(), 0, 0, "can't be read: " + e.getMessage());
    }
  }

  /// Reads a skill from its text.
  ///
  /// @param name what faults call the text; without a `name` of its own the skill is called by it
  public static Skill parse(String name, String yaml) throws SkillLoadException {
    return new SkillLoader(new YamlFile(name, yaml)).read();
  }

  private Skill read() throws SkillLoadException {
    var root = file.root();
    root.allow(KEYS);
    var stepReader = new StepReader(file, templates, hints);
    var steps = new ArrayList<StepSpec>();
    for (var node : root.list("steps")) {
      steps.add(stepReader.read(file.mapping(node, "a step"), steps.size()));
    }
    if (steps.isEmpty()) {
      throw root.fault("steps", "a skill needs 'steps'");
    }
    if (steps.size() > Limits.STEPS) {
      throw root.fault("steps", "a skill has at most " + Limits.STEPS + " steps");
    }
    for (var ignored : List.of("personas", "links")) {
      if (root.has(ignored)) {
        hints.add("line " + root.line() + ": '" + ignored + "' has no meaning here");
      }
    }
    return new Skill(
        root.name("name", stem(file.name())),
        root.text("description", ""),
        root.text("version", ""),
        texts(root, "tags"),
        new InputReader(file).read(root),
        defaults(root),
        List.copyOf(steps),
        outputs(root),
        heals(root),
        List.copyOf(hints));
  }

  private static String stem(String fileName) {
    var base = fileName.substring(fileName.lastIndexOf('/') + 1).replaceFirst("\\.ya?ml$", "");
    return base.isBlank() ? "skill" : base;
  }

  private List<String> texts(Mapping root, String key) throws SkillLoadException {
    var texts = new ArrayList<String>();
    for (var node : root.list(key)) {
      texts.add(file.text(node, "an entry of '" + key + "'"));
    }
    return List.copyOf(texts);
  }

  private Map<String, @Nullable Object> defaults(Mapping root) throws SkillLoadException {
    var values = new LinkedHashMap<String, @Nullable Object>();
    var defaults = root.mapping("defaults");
    if (defaults != null) {
      for (var key : defaults.keys()) {
        values.put(key, defaults.value(key));
      }
    }
    return values;
  }

  private List<OutputSpec> outputs(Mapping root) throws SkillLoadException {
    var outputs = new ArrayList<OutputSpec>();
    var node = root.node("outputs");
    if (node instanceof org.snakeyaml.engine.v2.nodes.MappingNode) {
      var map = file.mapping(node, "'outputs'");
      for (var name : map.keys()) {
        outputs.add(new OutputSpec(name, checked(map, name)));
      }
      return List.copyOf(outputs);
    }
    for (var entry : root.list("outputs")) {
      var output = file.mapping(entry, "an output");
      if (output.has("compute")) {
        throw output.fault("compute", StepReader.NO_COMPUTE);
      }
      output.allow(Set.of("name", "value", "description"));
      outputs.add(new OutputSpec(output.name("name", ""), checked(output, "value")));
    }
    return List.copyOf(outputs);
  }

  private Template checked(Mapping from, String key) throws SkillLoadException {
    var template = from.template(key);
    if (template == null) {
      throw from.fault("'" + key + "' is missing");
    }
    check(file, templates, template, false);
    return template;
  }

  static void check(YamlFile file, Templates templates, Template template, boolean expression)
      throws SkillLoadException {
    try {
      templates.check(template, expression);
    } catch (TemplateException e) {
      throw new SkillLoadException(file.name(), e.line(), e.column(), e.problem());
    }
  }

  private List<HealRule> heals(Mapping root) throws SkillLoadException {
    var rules = new ArrayList<HealRule>();
    for (var key : List.of("heal", "error_patterns")) {
      for (Node node : root.list(key)) {
        var rule = file.mapping(node, "a rule of '" + key + "'");
        rule.allow(HEAL_KEYS);
        rules.add(
            new HealRule(pattern(rule), rule.name("error_type", "known"), checked(rule, "fix")));
      }
    }
    return List.copyOf(rules);
  }

  private static Pattern pattern(Mapping rule) throws SkillLoadException {
    var text = rule.text("pattern");
    if (text == null || text.isBlank()) {
      throw rule.fault("a rule of repair needs a 'pattern'");
    }
    try {
      return Pattern.compile(text, Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    } catch (PatternSyntaxException e) {
      throw rule.fault("pattern", "this is not a regular expression: " + e.getDescription());
    }
  }
}
