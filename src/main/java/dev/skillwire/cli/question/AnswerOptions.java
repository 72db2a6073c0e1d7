package dev.skillwire.cli.question;

import dev.skillwire.cli.base.CommandFailure;
import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.cli.base.Surroundings;
import dev.skillwire.cli.text.Lifetime;
import dev.skillwire.client.Message;
import dev.skillwire.client.MessageBuilder;
import dev.skillwire.core.Remember;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What an answer that is given on the command line brings along.
public final class AnswerOptions {

  @Option(
      names = "--comment",
      paramLabel = "TEXT",
      description = "Told to everyone with the answer.")
  private @Nullable String comment;

  public @Nullable String comment() {
    return comment;
  }

  @Option(
      names = "--remember",
      paramLabel = "HOW",
      description =
          "Answers questions like it from now on: this-error, this-skill or always. Default: none.")
  private String remember = "none";

  @Option(
      names = "--remember-for",
      split = ",",
      paramLabel = "HOW",
      description =
          "How long it is remembered: 2h, 3x for three answers, run while this run lasts. Default:"
              + " for ever.")
  private List<String> rememberFor = List.of();

  @Option(
      names = "--edit",
      description = "Opens what will run in your $EDITOR; approved is what you make of it.")
  private boolean edit;

  @Option(
      names = "--edited-action",
      paramLabel = "FILE",
      description = "The same, with the JSON object in FILE.")
  private @Nullable Path editedAction;

  /// Refuses what can't be meant; says how long the answer holds, or null.
  public @Nullable Message holds() {
    if (Arrays.stream(Remember.values()).noneMatch(known -> known.word().equals(remember))) {
      throw usage(
          "--remember is '" + remember + "'; it must be none, this-error, this-skill or always.");
    }
    if (!rememberFor.isEmpty() && remember.equals("none")) {
      throw usage("--remember-for says how long; --remember says what is remembered.");
    }
    if (edit && editedAction != null) {
      throw usage("--edit and --edited-action are two ways for the same.");
    }
    return rememberFor.isEmpty() ? null : Lifetime.parse(rememberFor);
  }

  /// Whether the answer is for one question only, because it changes what that one shows.
  public boolean edits() {
    return edit || editedAction != null;
  }

  /// The answer as the hub takes it.
  public MessageBuilder body(Question question, String choice, Surroundings around)
      throws InterruptedException {
    var body = new MessageBuilder().put("response", choice).put("remember", remember);
    if (comment != null) {
      body.put("comment", comment);
    }
    var holds = holds();
    if (holds != null) {
      body.put("remember_for", holds);
    }
    if (question.actionDigest() != null) {
      body.put("action_digest", question.actionDigest());
    }
    if (edits()) {
      body.put("edited_action", edited(question, around));
    }
    return body;
  }

  private Message edited(Question question, Surroundings around) throws InterruptedException {
    var action = question.told().object("action");
    if (action == null || !question.told().truth("allow_edit")) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "what this question is about can't be changed; answer it without --edit.");
    }
    if (editedAction == null) {
      return Editing.of(action, around);
    }
    try {
      return Editing.parse(Files.readString(editedAction));
    } catch (IOException e) {
      throw usage("--edited-action: " + editedAction + " can't be read: " + e.getMessage());
    }
  }

  private static CommandFailure usage(String words) {
    return new CommandFailure(ExitCode.USAGE, words);
  }
}
