package dev.skillwire.engine.skill;

import dev.skillwire.engine.template.Template;
import dev.skillwire.engine.template.Templates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads rules of repair.
final class HealReader {

  private static final Set<String> KEYS =
      Set.of("pattern", "error_type", "fix", "skill", "ask", "times", "cooldown");

  /// How often one run tries a repair unless its rule says.
  private static final int TIMES = 3;

  private static final int MOST_TIMES = 100;

  private final YamlFile file;
  private final Templates templates;
  private final Skills skills;

  HealReader(YamlFile file, Templates templates, Skills skills) {
    this.file = file;
    this.templates = templates;
    this.skills = skills;
  }

  /// Those under `key`.
  List<HealRule> read(Mapping root, String key) throws SkillLoadException {
    var rules = new ArrayList<HealRule>();
    for (Node node : root.list(key)) {
      var rule = file.mapping(node, "a rule of '" + key + "'");
      rule.allow(KEYS);
      double times = rule.number("times", TIMES, 1, MOST_TIMES);
      if (times != Math.rint(times)) {
        throw rule.fault("times", "'times' is a whole number");
      }
      var cooldown = Durations.read(rule, "cooldown", Duration.ZERO);
      rules.add(
          new HealRule(
              pattern(rule),
              rule.name("error_type", "known"),
              fix(rule),
              (int) times,
              cooldown == null ? Duration.ZERO : cooldown));
    }
    return List.copyOf(rules);
  }

  private HealRule.Fix fix(Mapping rule) throws SkillLoadException {
    var fixes =
        List.of("fix", "skill", "ask").stream().filter(key -> rule.node(key) != null).toList();
    if (fixes.size() != 1) {
      throw rule.fault("a rule of repair has one of 'fix', 'skill' and 'ask'");
    }
    var command = template(rule, "fix");
    if (command != null) {
      return new HealRule.Fix.Run(command);
    }
    var request = template(rule, "ask");
    if (request != null) {
      return new HealRule.Fix.Person(request);
    }
    var skill = skills.load(rule, "skill");
    for (var input : skill.inputs()) {
      if (input.required() && input.preset() == null) {
        throw rule.fault(
            "skill", "a skill that repairs is given no inputs, and this one needs some");
      }
    }
    return new HealRule.Fix.Call(rule.text("skill", ""), skill);
  }

  private @Nullable Template template(Mapping rule, String key) throws SkillLoadException {
    var template = rule.template(key);
    if (template != null) {
      SkillLoader.check(file, templates, template, false);
    }
    return template;
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
