package dev.skillwire.engine.skill;

import dev.skillwire.engine.template.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Rules of repair in the order they are tried.
public record HealRules(List<HealRule> rules) {

  /// Repairs that need to know nothing of the skill: faults that waiting cures.
  private static final List<HealRule> BUILT_IN =
      List.of(
          rule(
              "could not resolve host|name or service not known|no such host|no route to host"
                  + "|network is unreachable|connection refused|connection reset"
                  + "|connection timed out|temporary failure in name resolution|i/o timeout",
              "network",
              "sleep 3"),
          rule(
              "index\\.lock': file exists|could not get lock|database is locked"
                  + "|resource temporarily unavailable|text file busy",
              "busy",
              "sleep 2"));

  public HealRules {
    rules = List.copyOf(rules);
  }

  /// The rules that every run has unless told otherwise.
  public static HealRules builtIn() {
    return new HealRules(BUILT_IN);
  }

  /// No rules.
  public static HealRules none() {
    return new HealRules(List.of());
  }

  /// These rules, after those of a skill.
  public HealRules after(List<HealRule> first) {
    var all = new ArrayList<>(first);
    all.addAll(rules);
    return new HealRules(all);
  }

  /// The first rule that knows this fault, with what its pattern found; null when none does.
  public @Nullable Match find(String error) {
    for (var rule : rules) {
      var matcher = rule.pattern().matcher(error);
      if (matcher.find()) {
        return new Match(rule, groups(matcher));
      }
    }
    return null;
  }

  private static List<String> groups(Matcher matcher) {
    var groups = new ArrayList<String>();
    for (int i = 0; i <= matcher.groupCount(); i++) {
      var group = matcher.group(i);
      groups.add(group == null ? "" : group);
    }
    return List.copyOf(groups);
  }

  private static HealRule rule(String pattern, String errorType, String fix) {
    return new HealRule(
        Pattern.compile(pattern, Pattern.CASE_INSENSITIVE), errorType, Template.of(fix));
  }

  /// A rule that applies.
  ///
  /// @param groups what the pattern found, the whole first
  public record Match(HealRule rule, List<String> groups) {}
}
