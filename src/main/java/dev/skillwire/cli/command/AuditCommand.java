package dev.skillwire.cli.command;

import dev.skillwire.cli.base.CommandFailure;
import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.cli.base.HubOption;
import dev.skillwire.cli.base.Surroundings;
import dev.skillwire.cli.text.AuditLines;
import dev.skillwire.cli.text.Moments;
import dev.skillwire.cli.text.Shown;
import dev.skillwire.client.Addresses;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Lists decisions.
@Command(
    name = "audit",
    description =
        "Lists questions with all that came of them: who asked, who decided what, when and how, and what ran then.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  skillwire audit --since 2h",
      "  skillwire audit --since 2026-03-01 --by timeout",
      "  skillwire audit --skill 3f2a81c0 --json | jq '.questions[].comment'",
      "  skillwire audit --since 30d --limit 500 --csv > decisions.csv",
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:listed",
      "2:a time can't be understood",
      "68:no hub runs",
      "77:the hub does not let this program in"
    })
public final class AuditCommand implements Callable<Integer> {

  private static final int LIMIT = 100;
  private static final int LIMIT_MOST = 500;

  private final Surroundings around;

  @Mixin private HubOption hub = new HubOption();

  @Option(
      names = "--since",
      paramLabel = "WHEN",
      description = "Asked after this: 2h, 3d, a date, a time, or a sequence.")
  private @Nullable String since;

  @Option(names = "--until", paramLabel = "WHEN", description = "Asked before this.")
  private @Nullable String until;

  @Option(names = "--skill", paramLabel = "RUN", description = "Of this run, by its whole id.")
  private @Nullable String skill;

  @Option(
      names = "--by",
      paramLabel = "WHO",
      description =
          "Decided by: a name, human, rule, desktop, system, the id of a rule, timeout, cancelled, run_ended.")
  private @Nullable String by;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "The newest so many, at most 500. Default: 100.")
  private int limit = LIMIT;

  @Option(names = "--json", description = "Print the hub's answer as JSON.")
  private boolean json;

  @Option(names = "--csv", description = "Print a table for spreadsheets.")
  private boolean csv;

  public AuditCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    if (json && csv) {
      throw new CommandFailure(ExitCode.USAGE, "--json or --csv, not both");
    }
    if (limit < 1 || limit > LIMIT_MOST) {
      throw new CommandFailure(
          ExitCode.USAGE, "--limit is " + limit + "; it must be from 1 to " + LIMIT_MOST);
    }
    var path = path();
    var access = hub.access(around);
    if (csv) {
      var table = access.table("audit", path);
      around.out().print(table.text());
      if (table.more()) {
        sayMore();
      }
      return ExitCode.OK;
    }
    var listed = access.ask("audit", api -> api.get(path));
    if (json) {
      around.out().println(Shown.json(listed.toString()));
      return ExitCode.OK;
    }
    var questions = listed.objects("questions");
    if (questions.isEmpty()) {
      around.say("No such question was asked.");
    } else {
      var lines = new AuditLines(around.ink(), ZoneId.systemDefault());
      lines.of(questions).forEach(around.out()::println);
    }
    if (listed.has("earlier")) {
      around.say("There may be earlier ones: --until " + listed.whole("earlier"));
    }
    return ExitCode.OK;
  }

  private void sayMore() {
    around.say("There may be earlier ones: narrow it down with --since, or raise --limit.");
  }

  private String path() {
    var query = new ArrayList<String>();
    add(query, "since", moment(since));
    add(query, "until", moment(until));
    add(query, "skill_id", skill);
    add(query, "by", by);
    query.add("limit=" + limit);
    return "/api/v1/audit?" + String.join("&", query);
  }

  private @Nullable String moment(@Nullable String text) {
    return text == null
        ? null
        : Moments.query(text, around.clock().instant(), ZoneId.systemDefault());
  }

  private static void add(List<String> query, String name, @Nullable String value) {
    if (value != null) {
      query.add(name + "=" + Addresses.escape(value));
    }
  }
}
