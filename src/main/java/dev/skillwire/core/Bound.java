package dev.skillwire.core;

import org.jspecify.annotations.Nullable;

/// What an answer is bound to.
///
/// @param actionDigest of what was approved and may run: the action that was shown, or the edited one;
///     null where no action was shown
/// @param editedAction what may run instead of the action that was shown, or null
/// @param originalDigest of the action that was shown, where it was edited
public record Bound(
    @Nullable String actionDigest, @Nullable Json editedAction, @Nullable String originalDigest) {

  public static final Bound NONE = new Bound(null, null, null);

  /// To the action that was shown.
  static Bound to(Question question) {
    return new Bound(question.actionDigest(), null, null);
  }

  /// To what an answer made of it; refused where the asker did not allow that.
  static Bound to(Question question, Additions with) {
    var edited = with.editedAction();
    if (edited == null) {
      return to(question);
    }
    if (!question.extras().allowEdit()) {
      throw new Refused(
          Rejection.field(
                  Reason.EDIT_NOT_ALLOWED,
                  "edited_action",
                  "The action of this question can't be changed.")
              .about(question.id().value()));
    }
    Check.bytes("edited_action", edited.text(), Limits.ACTION_BYTES);
    var digest = question.actionDigest();
    if (digest == null || digest.equalsIgnoreCase(with.editedDigest())) {
      return to(question);
    }
    return new Bound(with.editedDigest(), edited, digest);
  }
}
