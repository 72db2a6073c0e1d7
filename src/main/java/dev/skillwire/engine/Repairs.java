package dev.skillwire.engine;

import dev.skillwire.core.Command;
import dev.skillwire.core.Limits;
import dev.skillwire.core.Text;
import dev.skillwire.engine.heal.Fingerprint;
import dev.skillwire.engine.heal.Ledger;
import dev.skillwire.engine.skill.HealRule;
import dev.skillwire.engine.skill.HealRules;
import dev.skillwire.engine.skill.StepSpec;
import dev.skillwire.engine.template.Template;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// Repairs a step that failed in a known way, then tries it once more. A repair that did not help is not
/// tried again against the same fault; one that fails again and again is not tried unasked.
final class Repairs {

  /// Longest time of a repair.
  private static final Duration FIX_TIMEOUT = Duration.ofMinutes(5);

  /// Different faults of one step that are repaired one after the other.
  private static final int FAULTS = 5;

  private static final String TOOL = "sh";

  private final RunContext context;
  private final Commands commands;
  private final Questions questions;
  private final HealRules rules;

  Repairs(RunContext context, Commands commands, Questions questions, HealRules rules) {
    this.context = context;
    this.commands = commands;
    this.questions = questions;
    this.rules = rules;
  }

  /// Whether a rule knows this fault.
  boolean knows(StepFailure failure) {
    return rules.find(text(failure)) != null;
  }

  /// One word for the kind of fault.
  String errorType(StepFailure failure) {
    var match = rules.find(text(failure));
    return match == null ? "failed" : match.rule().errorType();
  }

  private static String text(StepFailure failure) {
    return failure.error() + "\n" + failure.output;
  }

  /// Repairs and tries again, as long as each time another known fault shows.
  ///
  /// @throws StepFailure `failure` itself when no rule knows it, else what failed after it
  <T> T heal(StepFailure failure, Attempts.Work<T> work)
      throws StepFailure, RunStopped, InterruptedException {
    var now = failure;
    for (int fault = 0; ; fault++) {
      var match = rules.find(text(now));
      if (match == null || fault >= FAULTS) {
        throw now;
      }
      var repair = repair(match, now, work);
      if (!allowed(repair, now)) {
        throw now;
      }
      try {
        return attempt(repair, now, work);
      } catch (StepFailure e) {
        if (work.step().onError() != StepSpec.OnError.AUTO_HEAL
            || Fingerprint.of(e.error()).equals(repair.fingerprint())
            || rules.find(text(e)) == null) {
          throw e;
        }
        now = e;
      }
    }
  }

  /// @param told what is done, as everybody is told
  private record Repair(
      HealRule rule,
      Command.StepRef ref,
      String healId,
      String told,
      String fingerprint,
      Map<String, Object> values) {}

  private Repair repair(HealRules.Match match, StepFailure failure, Attempts.Work<?> work) {
    Map<String, Object> values = Map.of("match", match.groups(), "error", failure.error());
    var told =
        switch (match.rule().fix()) {
          case HealRule.Fix.Run(var command) -> filled(command, values);
          case HealRule.Fix.Call(var file, _) -> "skill " + file;
          case HealRule.Fix.Person(var request) -> "ask: " + filled(request, values);
        };
    return new Repair(
        match.rule(),
        work.place().ref(),
        context.tallies().nextRepair(),
        told,
        Fingerprint.of(failure.error()),
        values);
  }

  private String filled(Template template, Map<String, Object> values) {
    return context.templates().render(template, context.values().with(values));
  }

  /// Whether the repair may be tried now; where not, the run is told why.
  private boolean allowed(Repair repair, StepFailure failure)
      throws StepFailure, RunStopped, InterruptedException {
    var rule = repair.rule();
    var ledger = context.options().ledger();
    if (context.tallies().tried(rule.name()) >= rule.times()) {
      context.mention(
          repair.ref(),
          "Not repaired: this run has tried '" + rule.name() + "' " + rule.times() + " times.");
      return false;
    }
    if (!rule.cooldown().isZero()
        && ledger.cooling(
            rule.name(), repair.fingerprint(), rule.cooldown(), context.clock().instant())) {
      context.mention(
          repair.ref(),
          "Not repaired: '"
              + rule.name()
              + "' was tried less than "
              + Commands.words(rule.cooldown())
              + " ago.");
      return false;
    }
    boolean person = rule.fix() instanceof HealRule.Fix.Person;
    if (!person && ledger.distrusts(rule.name(), repair.fingerprint())) {
      var doubt =
          new StepFailure(
              failure.error()
                  + "\nThe repair '"
                  + repair.told()
                  + "' did not help the last "
                  + Ledger.DISTRUST_AFTER
                  + " times. Try it all the same?",
              failure.output);
      return questions
          .askAfterFailure(repair.ref(), doubt, rule.errorType())
          .equals(Questions.RETRY);
    }
    return true;
  }

  private <T> T attempt(Repair repair, StepFailure failure, Attempts.Work<T> work)
      throws StepFailure, RunStopped, InterruptedException {
    trigger(repair, failure);
    var began = context.clock().instant();
    try {
      fix(repair, failure, work.place());
      var result = work.attempt().call();
      complete(repair, failure, true, began);
      return result;
    } catch (StepFailure e) {
      complete(repair, failure, false, began);
      throw e;
    } catch (RunStopped e) {
      if (!e.hubLost) {
        complete(repair, failure, false, began);
      }
      throw e;
    }
  }

  private void trigger(Repair repair, StepFailure failure) throws RunStopped, InterruptedException {
    context
        .reporter()
        .tell(
            new Command.TriggerHeal(
                context.run(),
                repair.ref().index(),
                repair.ref().name(),
                repair.healId(),
                TOOL,
                repair.rule().errorType(),
                context.secrets().mask(failure.error()),
                shown(repair)));
  }

  private void fix(Repair repair, StepFailure failure, Commands.Place place)
      throws StepFailure, RunStopped, InterruptedException {
    switch (repair.rule().fix()) {
      case HealRule.Fix.Run _ -> command(repair, place);
      case HealRule.Fix.Call(_, var skill) -> {
        var _ = new NestedRuns(context).run(skill, Map.of(), FIX_TIMEOUT);
      }
      case HealRule.Fix.Person(var request) -> {
        var asked =
            new StepFailure(
                failure.error() + "\n" + filled(request, repair.values()), failure.output);
        var answer = questions.askAfterFailure(repair.ref(), asked, repair.rule().errorType());
        if (!answer.equals(Questions.RETRY)) {
          throw failure;
        }
      }
    }
  }

  private void command(Repair repair, Commands.Place place)
      throws StepFailure, RunStopped, InterruptedException {
    try {
      commands.run(
          repair.told(),
          new Commands.Place(place.ref(), place.directory(), place.environment(), FIX_TIMEOUT));
    } catch (StepFailure e) {
      throw new StepFailure("The repair '" + repair.told() + "' failed: " + e.error(), e.output);
    }
  }

  private void complete(Repair repair, StepFailure failure, boolean success, Instant began)
      throws RunStopped, InterruptedException {
    var now = context.clock().instant();
    long ms = Math.max(0, Duration.between(began, now).toMillis());
    context
        .options()
        .ledger()
        .add(
            new Ledger.Entry(
                now,
                repair.rule().name(),
                repair.rule().errorType(),
                repair.fingerprint(),
                context.secrets().mask(failure.error()),
                success,
                ms));
    context
        .reporter()
        .tell(
            new Command.CompleteHeal(
                context.run(),
                repair.ref().index(),
                repair.ref().name(),
                repair.healId(),
                shown(repair),
                success,
                ms));
  }

  /// The repair as it is told; names have a bound at the hub.
  private String shown(Repair repair) {
    var text = context.secrets().mask(repair.told().strip());
    return text.isEmpty() ? "true" : Text.cut(text, Limits.NAME_CHARS);
  }
}
