package dev.skillwire.cli.text;

import dev.skillwire.cli.base.CommandFailure;
import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.client.Message;
import dev.skillwire.client.MessageBuilder;
import dev.skillwire.core.Json;
import dev.skillwire.wire.BadMessage;
import dev.skillwire.wire.Catalogue;
import dev.skillwire.wire.JsonText;
import dev.skillwire.wire.Vocabulary;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes events of what a person or script writes.
public final class EmittedEvents {

  /// Characters of one event that is spread over several lines.
  private static final int EVENT_CHARS = 1024 * 1024;

  private final Consumer<String> bad;
  private final StringBuilder open = new StringBuilder();
  private int line;
  private int openedAt;

  /// Events that are written down one after the other.
  ///
  /// @param bad told in words what is no event, and in which line
  public EmittedEvents(Consumer<String> bad) {
    this.bad = bad;
  }

  /// An event of `NAME=TEXT` and `NAME:=JSON`.
  public static Message of(String type, List<String> fields) {
    if (type.indexOf('=') >= 0) {
      throw usage("'" + type + "' is no event type; the type comes first, then its fields.");
    }
    var event = new MessageBuilder().put("type", type);
    for (var field : fields) {
      int equals = field.indexOf('=');
      if (equals < 1) {
        throw usage("'" + field + "' is no field; write NAME=TEXT or NAME:=JSON.");
      }
      boolean json = field.charAt(equals - 1) == ':';
      var name = field.substring(0, json ? equals - 1 : equals);
      var value = field.substring(equals + 1);
      if (json) {
        event.put(name, free(name, value));
      } else {
        put(event, type, name, value);
      }
    }
    return event.build();
  }

  /// Takes a line of input; an object may be spread over several. What is no event is told, and the next
  /// line may be one again.
  ///
  /// @return the event that ends here, or null
  public @Nullable Message line(String text) {
    line++;
    if (open.isEmpty()) {
      if (text.isBlank()) {
        return null;
      }
      openedAt = line;
    }
    open.append(text).append('\n');
    try {
      var event = Message.parse(open.toString());
      open.setLength(0);
      return event;
    } catch (BadMessage e) {
      var anew = line == openedAt ? null : event(text);
      if (anew != null) {
        end();
        openedAt = line;
        return anew;
      }
      if (open.length() > EVENT_CHARS || (line == openedAt && !unfinished(text))) {
        open.setLength(0);
        bad.accept("line " + openedAt + " of the input: " + e.getMessage());
      }
      return null;
    }
  }

  /// The line in which the newest event began.
  public int number() {
    return openedAt;
  }

  /// The event that a line is by itself, or null: then the object before it was not ended.
  private static @Nullable Message event(String line) {
    if (!line.startsWith("{")) {
      return null;
    }
    try {
      var event = Message.parse(line);
      return event.type().isEmpty() ? null : event;
    } catch (BadMessage e) {
      return null;
    }
  }

  /// The input ends.
  public void end() {
    if (!open.isEmpty()) {
      open.setLength(0);
      bad.accept(
          "line " + openedAt + " of the input: the JSON object that begins here does not end.");
    }
  }

  /// True for a first line that can be the beginning of an object in several lines.
  private static boolean unfinished(String text) {
    var stripped = text.strip();
    return stripped.startsWith("{") && !stripped.endsWith("}");
  }

  private static void put(MessageBuilder event, String type, String name, String value) {
    var entry = Catalogue.entry(Vocabulary.canonical(type));
    var kind = Catalogue.Type.TEXT;
    if (entry != null) {
      for (var field : entry.fields()) {
        kind = field.name().equals(name) ? field.type() : kind;
      }
    }
    switch (kind) {
      case TEXT, INSTANT -> event.put(name, value);
      case TEXTS -> event.put(name, List.of(value.split(",", -1)));
      case ANY -> {
        boolean json = value.startsWith("{");
        if (json) {
          event.put(name, free(name, value));
        } else {
          event.put(name, value);
        }
      }
      case WHOLE, NUMBER, NUMBERS, TRUTH, OBJECT, OBJECTS, ACTOR ->
          event.put(name, free(name, value));
    }
  }

  private static Json free(String name, String value) {
    try {
      return JsonText.free(value);
    } catch (BadMessage e) {
      throw usage("the field " + name + " is '" + value + "', which is no JSON.");
    }
  }

  private static CommandFailure usage(String message) {
    return new CommandFailure(ExitCode.USAGE, message);
  }
}
