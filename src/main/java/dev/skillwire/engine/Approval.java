package dev.skillwire.engine;

import dev.skillwire.core.Bound;
import dev.skillwire.core.Command;
import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Json;
import java.util.HashMap;
import java.util.Map;

/// A person's word on a command: good for exactly what was shown, or for what the person made of it, and
/// for one time.
///
/// @param proposed what was shown
/// @param bound what the hub says that was approved
record Approval(ConfirmationId id, String response, Proposal proposed, Bound bound) {

  private static final String RUN = "run";

  /// The command that may run.
  ///
  /// @param now what would run by now: since the question was asked a value in it may have changed
  /// @throws StepFailure when that is not what was approved
  String command(Proposal now) throws StepFailure {
    if (bound.actionDigest() == null) {
      throw new StepFailure("The hub does not say what was approved, so the command was not run.");
    }
    if (!now.equals(proposed)) {
      throw new StepFailure(
          "What would run is not what was approved: it changed after the question was asked.");
    }
    var edited = bound.editedAction();
    return edited == null ? proposed.command() : command(edited);
  }

  /// The first use of it, told to the hub.
  Command.UseApproval use() {
    return new Command.UseApproval(id, String.valueOf(bound.actionDigest()), response);
  }

  private String command(Json edited) throws StepFailure {
    var members = new HashMap<String, Object>();
    if (JsonText.parse(edited.text()) instanceof Map<?, ?> map) {
      map.forEach((name, value) -> members.put(String.valueOf(name), value));
    }
    var shown = new HashMap<String, Object>();
    if (JsonText.parse(proposed.shown().text()) instanceof Map<?, ?> map) {
      map.forEach((name, value) -> shown.put(String.valueOf(name), value));
    }
    shown.remove(RUN);
    if (!(members.remove(RUN) instanceof String command)) {
      throw new StepFailure("The changed action has no text 'run', so nothing was run.");
    }
    if (!members.equals(shown)) {
      throw new StepFailure("The answer changes more than 'run' of the action; nothing was run.");
    }
    return command;
  }
}
