package dev.skillwire.engine;

import dev.skillwire.core.Command;
import dev.skillwire.core.Event.FailReason;
import dev.skillwire.core.HubPort;
import dev.skillwire.engine.skill.StepSpec;
import dev.skillwire.engine.template.Template;
import dev.skillwire.engine.template.Templates;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// What every part of a run works with.
///
/// @param cancelled completes with the reason as soon as this part of the run is to end
record RunContext(
    RunOptions options,
    Values values,
    Templates templates,
    Reporter reporter,
    Secrets secrets,
    HubPort hub,
    CompletableFuture<String> cancelled,
    InstantSource clock,
    Tallies tallies) {

  Command.RunRef run() {
    return Command.RunRef.of(options.run());
  }

  Command.StepRef ref(StepSpec step) {
    return new Command.StepRef(run(), step.index(), step.name(), step.description());
  }

  void stopIfCancelled() throws RunStopped {
    if (cancelled.isDone()) {
      throw RunStopped.because(FailReason.CANCELLED, cancelled.join());
    }
  }

  String text(Template template) {
    return templates.render(template, values.all());
  }

  @Nullable Object value(Template template) {
    return templates.value(template, values.all());
  }

  /// Tells what the run can do without.
  void mention(Command.StepRef ref, String message) {
    reporter.mention(new Command.ProgressStep(ref, null, secrets.mask(message), null));
  }

  /// The same for a part that may end sooner.
  RunContext until(CompletableFuture<String> sooner) {
    return new RunContext(
        options, values, templates, reporter, secrets, hub, sooner, clock, tallies);
  }

  /// The same for a part that sees more.
  RunContext seeing(Values more) {
    return new RunContext(
        options, more, templates, reporter, secrets, hub, cancelled, clock, tallies);
  }

  /// The same where nobody is told anything any more.
  RunContext silent() {
    return new RunContext(
        options, values, templates, reporter.silent(), secrets, hub, cancelled, clock, tallies);
  }
}
