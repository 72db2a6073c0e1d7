package dev.skillwire.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Rules of what is remembered: made by hand or of an answer, switched off and on, deleted.
final class RememberRules {

  /// Why nothing is remembered of what several people decided.
  static final String SEVERAL = "Several people decide this question, each time.";

  private RememberRules() {}

  /// What an answer left behind.
  ///
  /// @param events the rule that was saved, and the one that it replaced; empty when none was
  /// @param saved the rule that was made, or null
  /// @param whyNot words for a person when no rule could be made although one was wanted
  record Made(List<Event> events, @Nullable RuleId saved, @Nullable String whyNot) {
    static final Made NOTHING = new Made(List.of(), null, null);
  }

  static Decision save(StateView state, Command.SaveRule c, Sender from, Instant now) {
    var scope = checked(c.scope());
    Check.needed("response", c.response());
    check(c.holds());
    var run = c.run();
    if (run != null) {
      RunRules.find(state, Command.RunRef.of(run), from);
    }
    if (c.until() != null && !c.until().isAfter(now)) {
      throw Refused.field(Reason.INVALID_MESSAGE, "expires_at", "expires_at has passed already");
    }
    var origin = new Rule.Origin(now, from.actor(), null, from.requester());
    var until = c.until() != null ? c.until() : until(c.holds(), now);
    var rule =
        new Rule(
            RuleId.of(state.rulesMade() + 1),
            scope,
            c.response(),
            run,
            until,
            c.holds().uses(),
            origin,
            c.enabled(),
            null,
            Rule.Tally.NONE);
    if (full(state, rule)) {
      throw new Refused(Reason.TOO_LARGE, tooMany());
    }
    return new Decision.Accepted(saved(state, rule, from.actor()), null, null, rule.id());
  }

  static Decision change(StateView state, Command.ChangeRule c, Sender from) {
    var rule = find(state, c.id());
    boolean same = rule.enabled() == c.enabled();
    return new Decision.Accepted(
        same
            ? List.of()
            : List.of(
                new Event.RuleChanged(rule.id(), c.enabled(), from.actor(), from.requester())),
        null,
        null,
        rule.id());
  }

  static Decision delete(StateView state, Command.DeleteRule c, Sender from) {
    var rule = find(state, c.id());
    return new Decision.Accepted(
        List.of(new Event.RuleDeleted(rule.id(), RuleEnd.DELETED, from.actor())),
        null,
        null,
        rule.id());
  }

  /// The rule that an answer asks for, if it asks for one.
  static Made made(
      StateView state,
      Question question,
      Command.AnswerConfirmation c,
      String choice,
      Sender from,
      Instant now) {
    if (c.remember() == Remember.NONE) {
      return Made.NOTHING;
    }
    var holds = c.rememberFor() == null ? RememberFor.EVER : c.rememberFor();
    var scope = scope(c.remember(), question);
    var why =
        c.with().editedAction() == null
            ? whyNot(question, c.remember(), scope, holds)
            : "The action was changed, which a rule can't do.";
    if (why != null) {
      return new Made(List.of(), null, why);
    }
    var digest = question.actionDigest();
    var rule =
        new Rule(
            RuleId.of(state.rulesMade() + 1),
            question.risk() == Risk.HIGH && digest != null ? scope.withDigest(digest) : scope,
            choice,
            holds.thisRun() ? question.run() : null,
            until(holds, now),
            holds.uses(),
            new Rule.Origin(now, from.actor(), question.id(), from.requester()),
            true,
            null,
            Rule.Tally.NONE);
    return full(state, rule)
        ? new Made(List.of(), null, tooMany())
        : new Made(saved(state, rule, from.actor()), rule.id(), null);
  }

  /// Bounds of how long a rule holds.
  static void check(RememberFor holds) {
    var millis = holds.millis();
    if (millis != null && (millis <= 0 || millis > Limits.RULE_LIFE.toMillis())) {
      throw Refused.field(
          Reason.INVALID_MESSAGE,
          "remember_for",
          "seconds of remember_for is more than 0 and at most " + Limits.RULE_LIFE.toSeconds());
    }
    var uses = holds.uses();
    if (uses != null && (uses < 1 || uses > Limits.RULE_USES)) {
      throw Refused.field(
          Reason.INVALID_MESSAGE,
          "remember_for",
          "uses of remember_for is from 1 to " + Limits.RULE_USES);
    }
  }

  /// The run has ended, and with it the rules that were for it alone.
  static List<Event> ended(StateView state, RunId run) {
    return state.rules().stream()
        .filter(rule -> run.equals(rule.run()))
        .map(rule -> deleted(rule, RuleEnd.RUN_ENDED))
        .toList();
  }

  static Event deleted(Rule rule, RuleEnd why) {
    return new Event.RuleDeleted(rule.id(), why, Actor.SYSTEM);
  }

  private static Scope scope(Remember how, Question q) {
    var skill = named(q.skillName());
    return switch (how) {
      case NONE -> Scope.EVERYTHING;
      // Who says "always" has seen this question, not those that others will ask with the same
      // words
      // as options.
      case ALWAYS -> new Scope(null, null, null, null, null, Glob.exactly(q.prompt()));
      case THIS_SKILL -> new Scope(skill, null, null, null, null, null);
      case THIS_ERROR -> {
        // Without a skill an error type says too little to go by it alone.
        boolean byError = skill != null && q.errorType() != null;
        var prompt = byError ? null : Glob.exactly(q.prompt());
        yield new Scope(skill, named(q.stepName()), q.errorType(), null, null, prompt);
      }
    };
  }

  private static @Nullable String whyNot(Question q, Remember how, Scope scope, RememberFor holds) {
    if (!q.terms().anybody()) {
      return q.terms().quorum() > 1 ? SEVERAL : "The question is for some people alone.";
    }
    if (q.risk() == Risk.HIGH && q.actionDigest() == null) {
      return "The risk is high and no action was shown that a rule could be bound to.";
    }
    if (how == Remember.THIS_SKILL && scope.skillName() == null) {
      return "The question names no skill.";
    }
    if (holds.thisRun() && q.run().value().isEmpty()) {
      return "The question belongs to no run.";
    }
    var prompt = scope.promptPattern();
    if (prompt != null && Text.utf8Length(prompt) > Limits.PATTERN_BYTES) {
      return "The prompt is too long to go by it.";
    }
    return null;
  }

  private static Scope checked(Scope scope) {
    name("skill_name", scope.skillName());
    name("step_name", scope.stepName());
    name("error_type", scope.errorType());
    name("tool_name", scope.toolName());
    name("action_digest", scope.actionDigest());
    if (scope.promptPattern() != null) {
      Check.bytes("prompt_pattern", scope.promptPattern(), Limits.PATTERN_BYTES);
    }
    return scope;
  }

  private static void name(String field, @Nullable String value) {
    if (value != null) {
      Check.needed(field, value);
    }
  }

  private static Rule find(StateView state, RuleId id) {
    var rule = state.rule(id);
    if (rule == null) {
      throw new Refused(
          Rejection.field(Reason.UNKNOWN_RULE, "rule_id", "No rule with this id is kept.")
              .about(id.value()));
    }
    return rule;
  }

  /// The new rule, after the one that said something about exactly the same questions: the newest
  /// decision holds, and saying it again does not fill the list.
  private static List<Event> saved(StateView state, Rule rule, Actor by) {
    var events = new ArrayList<Event>();
    replaced(state, rule)
        .forEach(old -> events.add(new Event.RuleDeleted(old.id(), RuleEnd.REPLACED, by)));
    events.add(new Event.RuleSaved(rule));
    return events;
  }

  private static boolean full(StateView state, Rule rule) {
    return state.rules().size() - replaced(state, rule).count() >= Limits.RULES;
  }

  private static Stream<Rule> replaced(StateView state, Rule rule) {
    return state.rules().stream()
        .filter(old -> old.scope().equals(rule.scope()) && Objects.equals(old.run(), rule.run()));
  }

  private static String tooMany() {
    return Limits.RULES + " rules are kept already; delete one that is not needed any more.";
  }

  private static @Nullable Instant until(RememberFor holds, Instant now) {
    return holds.millis() == null ? null : now.plusMillis(holds.millis());
  }

  private static @Nullable String named(String name) {
    return name.isEmpty() ? null : name;
  }
}
