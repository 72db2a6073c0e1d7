package dev.skillwire.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What happened between two sequences that a person who comes back wants to know. Lists hold the newest
/// [Limits#AWAY_LIST] of what the numbers count, newest first.
///
/// @param until newest sequence that is told
/// @param partial whether older events were not looked at
/// @param runs [Event.SkillCompleted] and [Event.SkillFailed]
/// @param heals [Event.HealCompleted]
/// @param asked how many questions were asked
/// @param open all questions that waited at `until`, oldest first
public record Away(
    long until,
    boolean partial,
    int completed,
    int failed,
    List<Envelope> runs,
    int decided,
    List<Decided> decisions,
    int healed,
    int notHealed,
    List<Envelope> heals,
    int asked,
    List<ConfirmationId> open) {

  /// How a question ended.
  ///
  /// @param outcome [Event.ConfirmationAnswered] or [Event.ConfirmationExpired]
  /// @param question what was asked, or null where nobody remembers
  public record Decided(Envelope outcome, @Nullable Question question) {}

  /// True when there is something to tell.
  public boolean isNotable() {
    return completed + failed + decided + healed + notHealed + asked > 0;
  }
}
