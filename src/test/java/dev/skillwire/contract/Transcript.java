package dev.skillwire.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/// A golden conversation, read from text: who says what, and what each must hear. The grammar is in
/// `README.md` beside the transcripts. Reading knows nothing of hubs; whoever plays a transcript
/// brings the stage.
///
/// @param title the first comment
/// @param hubOptions options the hub is started with
/// @param steps what happens, in order
record Transcript(String title, List<String> hubOptions, List<Step> steps) {

  /// What a connection shows of itself.
  enum Credential {
    /// A program of the same user, without a token: observer, answerer, publisher.
    PEER,
    /// The hub's own page, without a token: observer, answerer.
    PAGE,
    /// A program with the hub's own token: every role.
    TOKEN
  }

  /// One thing that happens. `line` counts from 1.
  sealed interface Step {
    int line();

    /// A connection begins and its `connected` arrives. A `$name` in the path stands for a value.
    record Open(int line, String who, Credential credential, String path) implements Step {}

    /// A client says a message; a `$name` in it stands for a value.
    record Say(int line, String who, ObjectNode message) implements Step {}

    /// A client sends a text that need not be a message.
    record Utter(int line, String who, String text) implements Step {}

    /// A client, or for [#EVERYONE] each open one, hears what fits the pattern.
    record Hear(int line, String who, ObjectNode pattern) implements Step {}

    /// The hub closes a connection.
    record HearClose(int line, String who, int code) implements Step {}

    /// A client leaves with a close frame, or is cut off without.
    record Leave(int line, String who, boolean cut) implements Step {}

    /// The hub is ended, politely or by a kill, and started again on the same data.
    record Restart(int line, boolean killed) implements Step {}

    /// Time goes by.
    record Wait(int line, Duration time) implements Step {}
  }

  /// The name that stands for every open connection.
  static final String EVERYONE = "*";

  private static final Pattern SPOKEN =
      Pattern.compile(
          "(?<who>[A-Z]|\\*)(\\((?<credential>[a-z]+)(,(?<path>/\\S*))?\\))?"
              + "(?<way>>>|>|<)( (?<what>.*))?");
  private static final Pattern CLOSED = Pattern.compile("close (\\d{4})");
  private static final Pattern DIRECTIVE = Pattern.compile("! (?<word>[a-z]+)( (?<rest>.*))?");
  private static final Pattern SECONDS = Pattern.compile("(\\d{1,3})s");

  static Transcript read(Path file) throws IOException {
    try {
      return parse(Files.readAllLines(file, UTF_8));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file.getFileName() + ", " + e.getMessage(), e);
    }
  }

  /// Reads a transcript.
  ///
  /// @throws IllegalArgumentException naming the first line that breaks the grammar
  static Transcript parse(List<String> lines) {
    var reader = new Reader();
    for (var i = 0; i < lines.size(); i++) {
      try {
        reader.line(i + 1, lines.get(i));
      } catch (IllegalArgumentException | JacksonException e) {
        throw new IllegalArgumentException(
            "line %d: %s: %s".formatted(i + 1, e.getMessage(), lines.get(i)), e);
      }
    }
    if (reader.title == null) {
      throw new IllegalArgumentException("line 1: a transcript begins with a comment");
    }
    return new Transcript(reader.title, List.copyOf(reader.hubOptions), List.copyOf(reader.steps));
  }

  @Override
  public String toString() {
    return title;
  }

  private static final class Reader {
    private final List<String> hubOptions = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final Set<String> open = new HashSet<>();
    private final Map<String, Step.Open> openings = new HashMap<>();
    private @Nullable String title;

    void line(int number, String line) {
      if (line.isBlank()) {
        return;
      }
      if (line.startsWith("#")) {
        title = title == null ? line.substring(1).strip() : title;
        return;
      }
      if (line.startsWith("!")) {
        directive(number, line);
        return;
      }
      var spoken = SPOKEN.matcher(line);
      if (!spoken.matches()) {
        throw new IllegalArgumentException("neither comment, directive nor something said");
      }
      var who = spoken.group("who");
      var what = spoken.group("what");
      enter(number, who, spoken.group("credential"), spoken.group("path"));
      switch (spoken.group("way")) {
        case ">" -> steps.add(new Step.Say(number, speaker(who), object(what)));
        case ">>" -> steps.add(new Step.Utter(number, speaker(who), what == null ? "" : what));
        default -> hear(number, who, what);
      }
    }

    private void hear(int number, String who, @Nullable String what) {
      var closed = what == null ? null : CLOSED.matcher(what);
      if (closed != null && closed.matches()) {
        steps.add(new Step.HearClose(number, speaker(who), Integer.parseInt(closed.group(1))));
        open.remove(who);
      } else {
        steps.add(new Step.Hear(number, who, object(what)));
      }
    }

    /// The first mention opens a connection; so does the first one after it ended.
    private void enter(int number, String who, @Nullable String credential, @Nullable String path) {
      if (who.equals(EVERYONE)) {
        if (credential != null) {
          throw new IllegalArgumentException("everyone connects in a way of their own");
        }
        return;
      }
      if (!open.add(who)) {
        if (credential != null) {
          throw new IllegalArgumentException(who + " is connected already");
        }
        return;
      }
      var last = openings.get(who);
      var opening =
          credential == null && last != null
              ? new Step.Open(number, who, last.credential(), last.path())
              : new Step.Open(number, who, credential(credential), path == null ? "/" : path);
      openings.put(who, opening);
      steps.add(opening);
    }

    private void directive(int number, String line) {
      var directive = DIRECTIVE.matcher(line);
      if (!directive.matches()) {
        throw new IllegalArgumentException("no such directive");
      }
      var rest = directive.group("rest") == null ? "" : directive.group("rest");
      switch (directive.group("word")) {
        case "hub" -> {
          if (!steps.isEmpty()) {
            throw new IllegalArgumentException("options come before anything happens");
          }
          hubOptions.addAll(List.of(rest.split(" ", -1)));
        }
        case "open" -> {
          var opening = SPOKEN.matcher(rest + "<");
          if (!opening.matches() || open.contains(opening.group("who"))) {
            throw new IllegalArgumentException("cannot be opened");
          }
          enter(number, opening.group("who"), opening.group("credential"), opening.group("path"));
        }
        case "leave", "cut" -> {
          if (!open.remove(rest)) {
            throw new IllegalArgumentException(rest + " is not connected");
          }
          steps.add(new Step.Leave(number, rest, directive.group("word").equals("cut")));
        }
        case "restart", "kill" -> {
          open.clear();
          steps.add(new Step.Restart(number, directive.group("word").equals("kill")));
        }
        case "wait" -> {
          var seconds = SECONDS.matcher(rest);
          if (!seconds.matches()) {
            throw new IllegalArgumentException("not a number of seconds");
          }
          steps.add(new Step.Wait(number, Duration.ofSeconds(Long.parseLong(seconds.group(1)))));
        }
        default -> throw new IllegalArgumentException("no such directive");
      }
    }

    private static Credential credential(@Nullable String word) {
      return word == null ? Credential.PEER : Credential.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static String speaker(String who) {
      if (who.equals(EVERYONE)) {
        throw new IllegalArgumentException("everyone can only hear a message");
      }
      return who;
    }

    private static ObjectNode object(@Nullable String text) {
      if (text != null && Json.read(text) instanceof ObjectNode object) {
        return object;
      }
      throw new IllegalArgumentException("not a JSON object");
    }
  }
}
