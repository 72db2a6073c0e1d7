package dev.skillwire.cli.command;

import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.cli.base.Surroundings;
import dev.skillwire.cli.run.Healing;
import dev.skillwire.cli.text.Shown;
import dev.skillwire.client.MessageBuilder;
import dev.skillwire.engine.heal.Ledger;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Shows which repairs helped.
@Command(
    name = "heals",
    description = {
      "Shows which repairs helped against which faults, over all runs of yours: tries, how many of them helped, the last time.",
      "A repair that failed 3 times in a row against a fault is not tried again unasked."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  skillwire heals", "  skillwire heals --json"},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:shown"})
public final class HealsCommand implements Callable<Integer> {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
  private static final int PERCENT = 100;

  private final Surroundings around;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  public HealsCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    var kinds = kinds(Healing.ledger(around).all());
    if (json) {
      var heals =
          kinds.stream()
              .map(
                  kind ->
                      new MessageBuilder()
                          .put("fix", kind.last().fix())
                          .put("error_type", kind.last().errorType())
                          .put("fingerprint", kind.last().fingerprint())
                          .put("error", kind.last().error())
                          .put("tries", (long) kind.entries().size())
                          .put("helped", kind.helped())
                          .put("trusted", kind.trusted())
                          .put("last_at", kind.last().at().toString())
                          .build())
              .toList();
      around
          .out()
          .println(Shown.json(new MessageBuilder().putAll("heals", heals).build().toString()));
      return ExitCode.OK;
    }
    if (kinds.isEmpty()) {
      around.say("No repair was tried yet.");
    }
    for (var kind : kinds) {
      around.out().println(line(kind));
      around.out().println("    " + Shown.line(kind.last().error()));
    }
    return ExitCode.OK;
  }

  private static String line(Kind kind) {
    var last = kind.last();
    return Shown.line(last.fix())
        + "  helped "
        + kind.helped()
        + " of "
        + kind.entries().size()
        + " ("
        + PERCENT * kind.helped() / kind.entries().size()
        + " %)  "
        + Shown.line(last.errorType())
        + " "
        + Shown.line(last.fingerprint())
        + "  last "
        + TIME.format(last.at().atZone(ZoneId.systemDefault()))
        + (kind.trusted() ? "" : "  not trusted: asks first");
  }

  /// One repair against one fault; the newest last.
  private record Kind(List<Ledger.Entry> entries) {
    Ledger.Entry last() {
      return entries.getLast();
    }

    long helped() {
      return entries.stream().filter(Ledger.Entry::success).count();
    }

    boolean trusted() {
      int from = entries.size() - Ledger.DISTRUST_AFTER;
      return from < 0
          || entries.subList(from, entries.size()).stream().anyMatch(Ledger.Entry::success);
    }
  }

  private static List<Kind> kinds(List<Ledger.Entry> entries) {
    var kinds = new LinkedHashMap<List<String>, List<Ledger.Entry>>();
    for (var entry : entries) {
      kinds
          .computeIfAbsent(List.of(entry.fix(), entry.fingerprint()), _ -> new ArrayList<>())
          .add(entry);
    }
    return kinds.values().stream().map(Kind::new).toList();
  }
}
