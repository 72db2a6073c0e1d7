package dev.skillwire.engine.skill;

import dev.skillwire.engine.template.Template;
import dev.skillwire.engine.template.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads rules of repair.
final class HealReader {

  private static final Set<String> KEYS = Set.of("pattern", "error_type", "fix");

  private final YamlFile file;
  private final Templates templates;

  HealReader(YamlFile file, Templates templates) {
    this.file = file;
    this.templates = templates;
  }

  /// Those under `key`.
  List<HealRule> read(Mapping root, String key) throws SkillLoadException {
    var rules = new ArrayList<HealRule>();
    for (Node node : root.list(key)) {
      var rule = file.mapping(node, "a rule of '" + key + "'");
      rule.allow(KEYS);
      rules.add(new HealRule(pattern(rule), rule.name("error_type", "known"), fix(rule)));
    }
    return List.copyOf(rules);
  }

  private Template fix(Mapping rule) throws SkillLoadException {
    var fix = rule.template("fix");
    if (fix == null) {
      throw rule.fault("'fix' is missing");
    }
    SkillLoader.check(file, templates, fix, false);
    return fix;
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
