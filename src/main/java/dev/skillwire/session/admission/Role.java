package dev.skillwire.session.admission;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What an admitted peer may do. Roles do not include each other; a grant lists every one it holds.
public enum Role {
  /// Sees events, snapshots and history.
  OBSERVER,
  /// Answers, pauses and extends questions, and asks for runs to be cancelled.
  ANSWERER,
  /// Reports runs and asks questions.
  PUBLISHER,
  /// Ends what others began: withdraws questions, cancels runs, revokes rules.
  ADMIN;

  /// The word for this role on the wire and in files: its name in lower case.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The role of a wire word, null when no role has that word.
  public static @Nullable Role ofWord(String word) {
    for (var role : values()) {
      if (role.word().equals(word)) {
        return role;
      }
    }
    return null;
  }
}
