package dev.skillwire.cli.command;

import dev.skillwire.cli.base.CommandFailure;
import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.cli.base.HubAccess;
import dev.skillwire.cli.base.HubOption;
import dev.skillwire.cli.base.Surroundings;
import dev.skillwire.cli.text.EventLine;
import dev.skillwire.cli.text.Shown;
import dev.skillwire.client.HubClient;
import dev.skillwire.client.HubListener;
import dev.skillwire.client.Message;
import dev.skillwire.client.Position;
import dev.skillwire.wire.Catalogue;
import dev.skillwire.wire.ClientMessage.Filter;
import dev.skillwire.wire.Vocabulary;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Follows events live.
@Command(
    name = "watch",
    description = {
      "Follows every run live, one line for each event. When the hub goes away it waits for it and reads on where it stopped.",
      "--json prints each event as the hub sent it, one JSON object in each line."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  skillwire watch",
      "  skillwire watch --skill deploy --type skill_failed,confirmation_required",
      "  skillwire watch --since 0 --json | jq .type"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "1:the hub ended this client for good",
      "2:an option can't be understood",
      "68:no hub runs",
      "77:the hub does not let this program in",
      "130:ended by Ctrl-C"
    })
public final class WatchCommand implements Callable<Integer>, HubListener {

  private static final long READER_LOOKED_FOR_EVERY_MS = 500;

  private final Surroundings around;
  private EventLine lines;

  @Mixin private HubOption hub = new HubOption();

  @Option(names = "--json", description = "One JSON object in each line.")
  private boolean json;

  @Option(
      names = "--skill",
      paramLabel = "NAME",
      split = ",",
      description = "Only runs of this skill, or the run of this id. Repeatable.")
  private List<String> skills = List.of();

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      split = ",",
      description = "Only events of this type. Repeatable.")
  private List<String> types = List.of();

  @Option(
      names = "--since",
      paramLabel = "SEQ",
      description =
          "First every event after this sequence that the log still holds (0: all); EPOCH:SEQ works too.")
  private @Nullable String since;

  private @Nullable Position asked;
  private boolean away;

  public WatchCommand(Surroundings around) {
    this.around = around;
    this.lines = new EventLine(around.ink(), ZoneId.systemDefault());
  }

  @Override
  public Integer call() throws InterruptedException {
    var access = hub.access(around);
    var wanted = types.stream().map(Vocabulary::canonical).collect(Collectors.toSet());
    types = List.copyOf(wanted);
    for (var type : types) {
      if (Catalogue.entry(type) == null) {
        around.say(
            "hint: the hub has no events of type '"
                + Shown.line(type)
                + "'; only a publisher's own can match.");
      }
    }
    // Names of runs are learnt from their first event, so a filter on types must let that pass.
    var filter = new Filter(skills.isEmpty() ? wanted : Set.of(), Set.of(), Set.of(), false);
    asked = from(access);
    lines = new EventLine(around.ink(), ZoneId.systemDefault(), access.option(around));
    if (!json) {
      around.say("Watching " + access.address() + "; Ctrl-C ends.");
    }
    try (var client = access.watcher("watch", filter, asked, this)) {
      throw new CommandFailure(ExitCode.FAILED, end(client));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw CommandFailure.of(e, access.address().toString());
    }
  }

  /// Waits for the end of the client; ends the command when nobody reads what it prints.
  private String end(HubClient client) throws InterruptedException, ExecutionException {
    while (true) {
      try {
        return client.ended().get(READER_LOOKED_FOR_EVERY_MS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException _) {
        if (around.unread()) {
          System.exit(ExitCode.OUTPUT_UNREAD);
        }
      }
    }
  }

  @Override
  public void opened(Message opening) {
    lines.learn(opening);
    if (away) {
      away = false;
      around.say("(connected again)");
    }
    var missing = opening.object("missing");
    if (!beginning(opening) && missing != null) {
      around.say(
          "(events "
              + missing.whole("from")
              + " to "
              + missing.whole("to")
              + " are no longer held)");
    }
    if (opening.type().equals("resync") || opening.truth("resumed") || json) {
      return;
    }
    for (var question : opening.objects("pending_confirmations")) {
      if (wanted(question, "confirmation_required")) {
        print(
            question
                .with("type", "confirmation_required")
                .with("timestamp", question.text("created_at")));
      }
    }
  }

  /// Tells where reading begins when it is not where a person wanted.
  private boolean beginning(Message opening) {
    var wanted = asked;
    asked = null;
    var head = opening.whole("seq");
    if (wanted == null || head == null) {
      return false;
    }
    if (!wanted.epoch().equals(opening.text("epoch"))) {
      around.say(
          "(the hub's log is another one, of epoch "
              + Shown.line(opening.text("epoch"))
              + "; only what comes from now on is shown)");
      return true;
    }
    if (wanted.sequence() > head) {
      around.say("(the log ends at " + head + "; what comes from now on is shown)");
      return true;
    }
    return false;
  }

  @Override
  public void received(Message event) {
    lines.name(event);
    if (event.truth("replayed") || event.whole("seq") == null) {
      return; // endings told again for clients that don't resume
    }
    if (wanted(event, event.type())) {
      print(event);
    }
  }

  @Override
  public void lost(String why, Duration retryIn) {
    if (!away) {
      around.say("(" + Shown.line(why) + "; coming back)");
    }
    away = true;
  }

  private boolean wanted(Message event, String type) {
    return (types.isEmpty() || types.contains(Vocabulary.canonical(type)))
        && (skills.isEmpty()
            || skills.contains(lines.name(event))
            || skills.contains(event.text("skill_id")));
  }

  private void print(Message event) {
    around.out().println(json ? Shown.json(event.toString()) : lines.of(event));
    around.out().flush();
  }

  private @Nullable Position from(HubAccess access) {
    if (since == null) {
      return null;
    }
    var position = Position.parse(since);
    if (position != null) {
      return position;
    }
    try {
      long sequence = Long.parseLong(since);
      if (sequence >= 0) {
        var epoch =
            access.ask("watch", api -> api.get("/api/v1/events?since=0&limit=1")).text("epoch");
        return new Position(epoch, sequence);
      }
    } catch (NumberFormatException _) {
      // told below
    }
    throw new CommandFailure(
        ExitCode.USAGE, "--since is '" + since + "'; it is a sequence from 0, or EPOCH:SEQ.");
  }
}
