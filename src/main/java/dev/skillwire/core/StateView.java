package dev.skillwire.core;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// The state as the rules may see it.
public sealed interface StateView permits State {

  /// A run that is at work or ended a moment ago.
  @Nullable Run run(RunId id);

  /// All of them, oldest first.
  Collection<Run> runs();

  @Nullable OpenConfirmation open(ConfirmationId id);

  Collection<OpenConfirmation> open();

  /// Bytes of the runs at work, as they are written.
  long runBytes();

  /// Bytes of the open questions, as they are written.
  long openBytes();

  @Nullable ClosedConfirmation closed(ConfirmationId id);

  /// Rules that are kept, oldest first.
  Collection<Rule> rules();

  @Nullable Rule rule(RuleId id);

  /// How many rules were ever made.
  long rulesMade();

  /// True when `requester` asked this question, first or by asking it again.
  boolean asked(ConfirmationId id, String requester);
}
