package dev.skillwire.engine.skill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/// Rules of repair in the order they are tried.
public record HealRules(List<HealRule> rules) {

  private static final String BUILT_IN = "heals.yaml";

  public HealRules {
    rules = List.copyOf(rules);
  }

  /// The rules that every run has unless told otherwise.
  public static HealRules builtIn() {
    try (var in = HealRules.class.getResourceAsStream(BUILT_IN)) {
      if (in == null) {
        throw new IllegalStateException(BUILT_IN + " is missing");
      }
      return SkillLoader.heals(
          BUILT_IN, new String(in.readAllBytes(), StandardCharsets.UTF_8), Skills.none());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SkillLoadException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The rules of a file that has nothing but `heal`.
  public static HealRules load(Path file) throws SkillLoadException {
    return SkillLoader.heals(file.toString(), SkillLoader.text(file), Skills.of(file));
  }

  /// No rules.
  public static HealRules none() {
    return new HealRules(List.of());
  }

  /// These rules, after others.
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

  /// A rule that applies.
  ///
  /// @param groups what the pattern found, the whole first
  public record Match(HealRule rule, List<String> groups) {}
}
