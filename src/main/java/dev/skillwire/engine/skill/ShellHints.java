package dev.skillwire.engine.skill;

import dev.skillwire.engine.template.Template;
import java.util.List;
import java.util.regex.Pattern;

/// Looks for values that go into a shell command without quotes.
final class ShellHints {

  private static final Pattern EXPRESSION = Pattern.compile("\\{\\{((?:(?!}})[\\s\\S])*)}}");
  private static final Pattern QUOTED = Pattern.compile("[\\s\\S]*\\|\\s*sh\\s*");

  private final List<Skill.Hint> hints;

  ShellHints(List<Skill.Hint> hints) {
    this.hints = hints;
  }

  void look(Template command) {
    var expressions = EXPRESSION.matcher(command.text());
    while (expressions.find()) {
      if (!QUOTED.matcher(expressions.group(1)).matches()) {
        long before = command.text().substring(0, expressions.start()).lines().count();
        var text = expressions.group(1).strip();
        hints.add(
            new Skill.Hint(
                command.line() + Math.toIntExact(Math.max(0, before - 1)),
                "{{ "
                    + text
                    + " }} goes into a shell command as it is; {{ "
                    + text
                    + " | sh }} quotes it"));
      }
    }
  }
}
