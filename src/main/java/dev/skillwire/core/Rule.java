package dev.skillwire.core;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A person's decision that is to hold for further questions.
///
/// @param response what it answers; it matches only where this is an option
/// @param run the only run it is for, or null for all
/// @param until when it ends, or null for never
/// @param usesLeft questions it may still answer, or null for any number
/// @param enabler identity of who switched it on again ([Sender#requester]), or null; never told
public record Rule(
    RuleId id,
    Scope scope,
    String response,
    @Nullable RunId run,
    @Nullable Instant until,
    @Nullable Long usesLeft,
    Origin origin,
    boolean enabled,
    @Nullable String enabler,
    Tally tally) {

  /// Where a rule comes from.
  ///
  /// @param question the question whose answer it was made of, or null
  /// @param creator identity of who made it ([Sender#requester]); kept in the log, never told
  public record Origin(Instant at, Actor by, @Nullable ConfirmationId question, String creator) {}

  /// What became of it.
  ///
  /// @param used questions it answered
  /// @param contradicted questions it was about and that a person answered otherwise
  public record Tally(
      long used, @Nullable Instant lastUsedAt, long contradicted, @Nullable Contradiction last) {

    public static final Tally NONE = new Tally(0, null, 0, null);
  }

  /// A person's answer that was not the rule's.
  public record Contradiction(ConfirmationId question, String response, Actor by, Instant at) {}

  /// What is announced as `answered_by` when it answers.
  public Actor actor() {
    return new Actor("", id.value(), Actor.Kind.RULE);
  }

  /// When it ends by itself, or null: at once where it was used up.
  @Nullable Instant endsAt() {
    var usedAt = tally.lastUsedAt();
    return usedUp() && usedAt != null ? usedAt : until;
  }

  boolean usedUp() {
    return usesLeft != null && usesLeft == 0;
  }

  Rule used(Instant at) {
    return with(
        usesLeft == null ? null : Long.valueOf(Math.max(0, usesLeft - 1)),
        enabled,
        enabler,
        new Tally(tally.used() + 1, at, tally.contradicted(), tally.last()));
  }

  Rule contradicted(Contradiction how) {
    return with(
        usesLeft,
        enabled,
        enabler,
        new Tally(tally.used(), tally.lastUsedAt(), tally.contradicted() + 1, how));
  }

  Rule switched(boolean on, String who) {
    return with(usesLeft, on, on ? who : enabler, tally);
  }

  private Rule with(@Nullable Long uses, boolean on, @Nullable String who, Tally told) {
    return new Rule(id, scope, response, run, until, uses, origin, on, who, told);
  }
}
