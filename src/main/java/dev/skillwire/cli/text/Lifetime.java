package dev.skillwire.cli.text;

import dev.skillwire.cli.base.CommandFailure;
import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.client.Message;
import dev.skillwire.client.MessageBuilder;
import java.util.List;
import java.util.regex.Pattern;

/// How long a decision is to hold, as people write it: `2h`, `3x`, `run`, or several of them.
public final class Lifetime {

  private static final Pattern USES = Pattern.compile("(\\d{1,7})x");

  private Lifetime() {}

  /// The `remember_for` that these words mean.
  ///
  /// @throws CommandFailure for a word that means nothing
  public static Message parse(List<String> words) {
    var holds = new MessageBuilder();
    for (var written : words) {
      var word = written.strip();
      var uses = USES.matcher(word);
      if (word.equals("run")) {
        holds.put("run", true);
      } else if (uses.matches()) {
        holds.put("uses", Long.parseLong(uses.group(1)));
      } else {
        holds.put("seconds", seconds(word));
      }
    }
    return holds.build();
  }

  private static long seconds(String word) {
    try {
      return Math.max(1, Durations.parse(word).toSeconds());
    } catch (CommandFailure e) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "'" + word + "' says not how long; write 2h, 30m, 3x for three times, or run.");
    }
  }
}
