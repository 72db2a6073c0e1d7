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
import org.jspecify.annotations.Nullable;

/// Reads skills; whatever is wrong shows before anything runs.
public final class SkillLoader {

  /// Bytes that a skill file may have.
  public static final long FILE_BYTES = 1024 * 1024;

  static final Set<String> KEYS =
      Set.of(
          "name",
          "description",
          "version",
          "tags",
          "inputs",
          "defaults",
          "steps",
          "finally",
          "outputs",
          "heal",
          "error_patterns",
          "personas",
          "links");

  private final YamlFile file;
  private final Skills skills;
  private final Templates templates = new Templates();
  private final List<Skill.Hint> hints = new ArrayList<>();
  private final Faults faults = new Faults();

  private SkillLoader(YamlFile file, Skills skills) {
    this.file = file;
    this.skills = skills;
  }

  /// Reads a skill file, and those that it calls.
  public static Skill load(Path path) throws SkillLoadException {
    return load(path, Skills.of(path));
  }

  static Skill load(Path path, Skills skills) throws SkillLoadException {
    return new SkillLoader(new YamlFile(path.toString(), text(path)), skills).read();
  }

  /// Reads a skill from its text; those that it calls are looked for from the current directory.
  ///
  /// @param name what faults call the text; without a `name` of its own the skill is called by it
  public static Skill parse(String name, String yaml) throws SkillLoadException {
    return new SkillLoader(new YamlFile(name, yaml), Skills.none()).read();
  }

  /// Looks for everything that is wrong with a skill file.
  public static Lint lint(Path path) {
    try {
      var loader = new SkillLoader(new YamlFile(path.toString(), text(path)), Skills.of(path));
      try {
        return new Lint(List.of(), loader.read().hints());
      } catch (SkillLoadException e) {
        var all = loader.faults.all();
        return new Lint(all.isEmpty() ? List.of(e) : all, List.of());
      }
    } catch (SkillLoadException e) {
      return new Lint(List.of(e), List.of());
    }
  }

  /// Reads a text that has nothing but rules of repair.
  static HealRules heals(String name, String yaml, Skills skills) throws SkillLoadException {
    var file = new YamlFile(name, yaml);
    var root = file.root();
    root.allow(Set.of("heal"));
    return new HealRules(new HealReader(file, new Templates(), skills).read(root, "heal"));
  }

  static String text(Path path) throws SkillLoadException {
    try {
      if (Files.isDirectory(path)) {
        throw new SkillLoadException(
            path.toString(), 0, 0, "this is a directory, not a skill file");
      }
      if (Files.size(path) > FILE_BYTES) {
        throw new SkillLoadException(path.toString(), 0, 0, "a skill file has at most 1 MiB");
      }
      return Files.readString(path);
    } catch (NoSuchFileException _) {
      throw new SkillLoadException(path.toString(), 0, 0, "there is no such file");
    } catch (CharacterCodingException _) {
      throw new SkillLoadException(path.toString(), 0, 0, "this is not a text in UTF-8");
    } catch (IOException e) {
      throw new SkillLoadException(path.toString(), 0, 0, "can't be read: " + e.getMessage());
    }
  }

  private Skill read() throws SkillLoadException {
    var root = file.root();
    faults.noting(() -> root.allow(KEYS));
    var inputs = new ArrayList<Input>();
    faults.noting(() -> inputs.addAll(new InputReader(file).read(root)));
    var defaults = new LinkedHashMap<String, @Nullable Object>();
    faults.noting(() -> defaults.putAll(defaults(root)));
    var steps = new ArrayList<StepSpec>();
    var last = new ArrayList<StepSpec>();
    faults.noting(() -> readSteps(root, steps, last));
    var outputs = new ArrayList<OutputSpec>();
    faults.noting(() -> outputs.addAll(outputs(root)));
    var heals = new ArrayList<HealRule>();
    faults.noting(() -> heals.addAll(heals(root)));
    for (var ignored : List.of("personas", "links")) {
      if (root.has(ignored)) {
        hints.add(new Skill.Hint(root.line(ignored), "'" + ignored + "' has no meaning here"));
      }
    }
    var named = new Named();
    faults.noting(() -> named.read(root));
    var wrong = faults.all();
    if (!wrong.isEmpty()) {
      throw wrong.getFirst();
    }
    return new Skill(
        named.name,
        named.description,
        named.version,
        named.tags,
        List.copyOf(inputs),
        defaults,
        List.copyOf(steps),
        List.copyOf(last),
        List.copyOf(outputs),
        List.copyOf(heals),
        List.copyOf(hints));
  }

  private void readSteps(Mapping root, List<StepSpec> steps, List<StepSpec> last)
      throws SkillLoadException {
    var reader = new StepReader(file, templates, skills, hints, faults);
    var nodes = root.list("steps");
    if (nodes.isEmpty()) {
      throw root.fault("steps", "a skill needs 'steps'");
    }
    steps.addAll(reader.read(nodes, StepReader.Place.AMONG_STEPS));
    last.addAll(reader.read(root.list("finally"), StepReader.Place.AT_THE_END));
    if (reader.count() > Limits.STEPS) {
      throw root.fault("steps", "a skill has at most " + Limits.STEPS + " steps");
    }
  }

  private final class Named {
    private String name = "";
    private String description = "";
    private String version = "";
    private List<String> tags = List.of();

    void read(Mapping root) throws SkillLoadException {
      name = root.name("name", stem(file.name()));
      description = root.text("description", "");
      version = root.text("version", "");
      tags = texts(root, "tags");
    }
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
    var reader = new HealReader(file, templates, skills);
    var rules = new ArrayList<>(reader.read(root, "heal"));
    rules.addAll(reader.read(root, "error_patterns"));
    return rules;
  }
}
