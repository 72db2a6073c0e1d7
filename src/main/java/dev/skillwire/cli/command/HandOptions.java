package dev.skillwire.cli.command;

import dev.skillwire.client.Message;
import dev.skillwire.client.MessageBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What may be done about a question instead of answering it; `skillwire answer`.
final class HandOptions {

  @Option(
      names = "--claim",
      description =
          "Tell everyone that you look into it, for a minute unless --claim is said again.")
  private boolean claim;

  @Option(names = "--release", description = "Tell everyone that you look into it no more.")
  private boolean release;

  @Option(
      names = "--hand-to",
      paramLabel = "NAME",
      description = "Hand it to somebody: the name of a token, or role:admin and the like.")
  private @Nullable String handTo;

  /// What it is called over HTTP, or null where none was chosen.
  @Nullable String verb() {
    return claim ? "claim" : release ? "release" : handTo != null ? "delegate" : null;
  }

  boolean several() {
    return (claim ? 1 : 0) + (release ? 1 : 0) + (handTo != null ? 1 : 0) > 1;
  }

  Message body(@Nullable String comment) {
    var body = new MessageBuilder();
    if (handTo != null) {
      body.put("to", handTo);
    }
    if (comment != null) {
      body.put("comment", comment);
    }
    return body.build();
  }

  String done() {
    return claim
        ? "You look into it."
        : release ? "You look into it no more." : "Handed to " + handTo + ".";
  }
}
