package dev.skillwire.cli.command;

import dev.skillwire.cli.base.CommandFailure;
import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.cli.base.HubAccess;
import dev.skillwire.cli.base.HubOption;
import dev.skillwire.cli.base.Surroundings;
import dev.skillwire.cli.text.EmittedEvents;
import dev.skillwire.cli.text.Near;
import dev.skillwire.cli.text.Shown;
import dev.skillwire.client.Message;
import dev.skillwire.wire.Catalogue;
import dev.skillwire.wire.Vocabulary;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Publishes events, from any script.
@Command(
    name = "emit",
    description = {
      "Publishes one event given by its fields, or events read from standard input: one JSON object, or one in each line.",
      "A field is NAME=TEXT, and NAME:=JSON for anything else. Fields that are numbers, true or false in the protocol are"
          + " read as such. Prints the id of the run for skill_started, else the sequence of the event."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  run=$(skillwire emit skill_started skill_name=backup total_steps=2)",
      "  skillwire emit step_started skill_id=$run step_index=0 step_name=dump",
      "  skillwire emit deploy_note text='all green' hosts:='[\"a\",\"b\"]'",
      "  tail -f events.ndjson | skillwire emit"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all were taken",
      "2:a field, or a line of the input, can't be understood; all other lines were published",
      "68:no hub runs",
      "76:the hub refused one or more",
      "77:the hub does not let this program in"
    })
public final class EmitCommand implements Callable<Integer> {

  /// Events and characters that go in one request.
  private static final int BATCH = 500;

  private static final int BATCH_CHARS = 256 * 1024;

  private static final List<String> PUBLISHED =
      Catalogue.entries().stream()
          .filter(Catalogue.Entry::published)
          .map(Catalogue.Entry::word)
          .toList();

  private final Surroundings around;

  @Mixin private HubOption hub = new HubOption();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "TYPE",
      description = "The event type. Without one, events are read from standard input.")
  private @Nullable String type;

  @Parameters(index = "1..*", paramLabel = "FIELD=VALUE", description = "Fields of the event.")
  private List<String> fields = new ArrayList<>();

  @Option(
      names = "--event-id",
      paramLabel = "ID",
      description = "Makes it safe to send the event again.")
  private @Nullable String eventId;

  @Option(names = "--json", description = "Print the hub's answer as JSON.")
  private boolean json;

  private int number;
  private boolean refused;
  private boolean bad;

  public EmitCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    var access = hub.access(around);
    try {
      if (type != null) {
        var event = EmittedEvents.of(type, fields);
        hint(type);
        var known = eventId == null ? event : event.with("event_id", eventId);
        publish(access, List.of(known), List.of());
      } else {
        publishInput(access);
      }
    } catch (IOException e) {
      throw CommandFailure.of(e, access.address().toString());
    }
    if (bad) {
      return ExitCode.USAGE;
    }
    return refused ? ExitCode.REFUSED : ExitCode.OK;
  }

  private void bad(String words) {
    bad = true;
    around.say("skillwire: " + Shown.line(words));
  }

  private void publishInput(HubAccess access) throws IOException {
    if (around.terminal()) {
      around.say(
          "Reading events from the keyboard, one JSON object in each line; end with Ctrl-D.");
    }
    var reader = new BufferedReader(new InputStreamReader(around.in(), StandardCharsets.UTF_8));
    var events = new EmittedEvents(this::bad);
    var batch = new ArrayList<Message>();
    var lines = new ArrayList<Integer>();
    int chars = 0;
    for (var line = reader.readLine(); line != null; line = reader.readLine()) {
      var event = events.line(line);
      if (event != null) {
        batch.add(event);
        lines.add(events.number());
        chars += line.length();
      }
      // What is there already goes out together; nothing waits for what is not there yet.
      if (!batch.isEmpty() && (batch.size() == BATCH || chars > BATCH_CHARS || !reader.ready())) {
        publish(access, batch, lines);
        batch.clear();
        lines.clear();
        chars = 0;
      }
    }
    events.end();
    if (!batch.isEmpty()) {
      publish(access, batch, lines);
    }
  }

  /// An own type is welcome, but one that is nearly a known one may be a slip.
  private void hint(String type) {
    if (Catalogue.entry(Vocabulary.canonical(type)) == null) {
      var near = Near.to(type, PUBLISHED);
      if (near != null) {
        around.say(
            "hint: '"
                + Shown.line(type)
                + "' is published as a type of your own; did you mean "
                + near
                + "?");
      }
    }
  }

  /// @param lines of the input in which the events began; none where they came from elsewhere
  private void publish(HubAccess access, List<Message> events, List<Integer> lines)
      throws IOException {
    var text = new StringBuilder();
    events.forEach(event -> text.append(event).append('\n'));
    var answer = access.publish("emit", api -> api.postLines("/api/v1/events", text.toString()));
    if (json) {
      around.out().println(Shown.json(answer.toString()));
    }
    int place = 0;
    for (var result : answer.objects("results")) {
      number++;
      var line = place < lines.size() ? " (line " + lines.get(place) + ")" : "";
      place++;
      if (result.has("code")) {
        refused = true;
        around.say(
            "skillwire: event "
                + number
                + line
                + " was refused: "
                + Shown.line(result.text("message"))
                + " ("
                + Shown.line(result.text("code"))
                + ")");
      } else if (!json) {
        around
            .out()
            .println(
                result.has("skill_id") && "skill_started".equals(type)
                    ? Shown.line(result.text("skill_id"))
                    : result.whole("seq"));
      }
    }
    around.out().flush();
  }
}
