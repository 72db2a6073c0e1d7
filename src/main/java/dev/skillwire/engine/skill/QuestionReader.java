package dev.skillwire.engine.skill;

import dev.skillwire.core.Limits;
import dev.skillwire.core.Question;
import dev.skillwire.core.Risk;
import dev.skillwire.core.Terms;
import dev.skillwire.engine.template.Template;
import dev.skillwire.engine.template.Templates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Reads `confirm`: a text alone is the prompt, else its parts under their names.
final class QuestionReader {

  /// A question without a time of its own: long enough to come back from a cup of tea.
  static final Duration TIMEOUT = Duration.ofMinutes(5);

  private static final Set<String> KEYS =
      Set.of(
          "prompt",
          "message",
          "title",
          "options",
          "timeout",
          "on_timeout",
          "risk",
          "suggestion",
          "claude_suggestion",
          "action",
          "allow_edit",
          "quorum",
          "veto",
          "answerers",
          "escalate_after",
          "escalate_to",
          "remind_after");

  /// What may become of a question that nobody answers, beside its options.
  private static final Set<String> POLICIES =
      Set.of("let_claude", "abort", "skip", Question.ESCALATE);

  private static final List<Template> YES_NO = List.of(Template.of("yes"), Template.of("no"));

  private final YamlFile file;
  private final Templates templates;

  QuestionReader(YamlFile file, Templates templates) {
    this.file = file;
    this.templates = templates;
  }

  Action.Ask read(Node node) throws SkillLoadException {
    if (node instanceof ScalarNode) {
      var prompt = file.template(node, "'confirm'");
      SkillLoader.check(file, templates, prompt, false);
      return new Action.Ask(
          prompt,
          YES_NO,
          TIMEOUT,
          "no",
          Risk.LOW,
          Template.of(""),
          null,
          false,
          Terms.Wanted.NOTHING);
    }
    var question = file.mapping(node, "'confirm'");
    question.allow(KEYS);
    var options = options(question);
    var risk = risk(question);
    var timeout = Durations.read(question, "timeout", TIMEOUT);
    if (timeout != null && (timeout.isZero() || timeout.compareTo(Limits.TIMEOUT_MAX) > 0)) {
      throw question.fault("timeout", "a question waits from 1ms to 30 days, or empty: for ever");
    }
    var suggestion = first(question, "suggestion", "claude_suggestion");
    return new Action.Ask(
        prompt(question),
        options,
        timeout,
        onTimeout(question, options, risk),
        risk,
        suggestion == null ? Template.of("") : suggestion,
        template(question, "action"),
        question.flag("allow_edit", false),
        PeopleReader.read(file, question));
  }

  private Template prompt(Mapping question) throws SkillLoadException {
    var title = template(question, "title");
    var text = first(question, "prompt", "message");
    if (text == null) {
      if (title == null) {
        throw question.fault("a question needs a 'prompt'");
      }
      return title;
    }
    return title == null
        ? text
        : new Template(
            title.text().strip() + "\n" + text.text(),
            title.file(),
            title.line(),
            title.column(),
            0);
  }

  private List<Template> options(Mapping question) throws SkillLoadException {
    if (!question.has("options")) {
      return YES_NO;
    }
    var options = new ArrayList<Template>();
    for (var node : question.list("options")) {
      if (node instanceof ScalarNode) {
        options.add(file.template(node, "an option"));
        continue;
      }
      var option = file.mapping(node, "an option");
      option.allow(Set.of("label", "value", "description"));
      refuseOtherLabel(option);
      var value = first(option, "value", "label");
      if (value == null) {
        throw option.fault("an option needs a 'value'");
      }
      options.add(value);
    }
    if (options.isEmpty() || options.size() > Limits.OPTIONS) {
      throw question.fault("options", "a question must have 1 to " + Limits.OPTIONS + " options");
    }
    var seen = new HashSet<String>();
    for (var option : options) {
      if (option.constant() && !seen.add(option.text())) {
        throw question.fault("options", "the option '" + option.text() + "' is given twice");
      }
    }
    return List.copyOf(options);
  }

  /// An option is one text, which is shown and answered on every client: a label that says something else
  /// would be seen by nobody.
  private static void refuseOtherLabel(Mapping option) throws SkillLoadException {
    var label = option.text("label");
    var value = option.text("value");
    if (label != null && value != null && !label.equals(value)) {
      throw option.fault(
          "label",
          "an option is one text, shown and answered as it is: write '"
              + label
              + "' instead of label and value");
    }
  }

  private static Risk risk(Mapping question) throws SkillLoadException {
    var word = question.text("risk", "low").toUpperCase(Locale.ROOT);
    for (var risk : Risk.values()) {
      if (risk.name().equals(word)) {
        return risk;
      }
    }
    throw question.fault("risk", "'risk' must be low, medium or high");
  }

  /// Silence means "no" where that is offered; with a high risk nothing is assumed.
  private static @Nullable String onTimeout(Mapping question, List<Template> options, Risk risk)
      throws SkillLoadException {
    var told = question.text("on_timeout");
    if (told != null) {
      boolean offered = options.stream().anyMatch(o -> o.text().equals(told) || !o.constant());
      if (!offered && !POLICIES.contains(told)) {
        throw question.fault("on_timeout", "'" + told + "' is not one of the options");
      }
      return told;
    }
    boolean no = options.stream().anyMatch(option -> option.text().equals("no"));
    return no && risk != Risk.HIGH ? "no" : null;
  }

  private @Nullable Template first(Mapping from, String key, String other)
      throws SkillLoadException {
    var template = template(from, key);
    return template == null ? template(from, other) : template;
  }

  private @Nullable Template template(Mapping from, String key) throws SkillLoadException {
    var template = from.template(key);
    if (template != null) {
      SkillLoader.check(file, templates, template, false);
    }
    return template;
  }
}
