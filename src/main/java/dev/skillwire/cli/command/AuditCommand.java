package dev.skillwire.cli.command;

import dev.skillwire.cli.base.CommandFailure;
import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.cli.base.HubAccess;
import dev.skillwire.cli.base.HubOption;
import dev.skillwire.cli.base.Surroundings;
import dev.skillwire.cli.text.AuditLines;
import dev.skillwire.cli.text.Moments;
import dev.skillwire.cli.text.Shown;
import dev.skillwire.client.Addresses;
import dev.skillwire.client.Message;
import dev.skillwire.client.MessageBuilder;
import dev.skillwire.client.Table;
import java.time.ZoneId;
import java.util.ArrayDeque;
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
      "  skillwire audit --skill deploy --outcome no --json | jq '.questions[].comment'",
      "  skillwire audit --since 30d --limit 5000 --csv > decisions.csv",
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
  private static final int LIMIT_MOST = 5_000;

  /// Questions of one answer of the hub.
  private static final int PAGE = 500;

  /// Answers of the hub, each of which has looked at a bounded part of the log.
  private static final int PAGES = 64;

  /// Characters of a line where the terminal does not tell its width.
  private static final int WIDTH = 80;

  private static final int WIDTH_LEAST = 60;

  private final Surroundings around;

  @Mixin private HubOption hub = new HubOption();

  @Option(
      names = "--since",
      paramLabel = "WHEN",
      description = "Asked after this: 2h, 3d, a date, a time, or a sequence.")
  private @Nullable String since;

  @Option(names = "--until", paramLabel = "WHEN", description = "Asked before this.")
  private @Nullable String until;

  @Option(names = "--skill", paramLabel = "NAME", description = "Of this skill.")
  private @Nullable String skill;

  @Option(names = "--run", paramLabel = "ID", description = "Of this run, by its whole id.")
  private @Nullable String run;

  @Option(
      names = "--outcome",
      paramLabel = "HOW",
      description =
          "answered, expired, cancelled or pending; or what was answered or assumed, such as yes.")
  private @Nullable String outcome;

  @Option(
      names = "--by",
      paramLabel = "WHO",
      description =
          "Decided by: a name, human, rule, desktop, system, the id of a rule, timeout, cancelled, run_ended.")
  private @Nullable String by;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "The newest so many, at most 5,000. Default: 100.")
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
    var access = hub.access(around);
    long earlier = csv ? table(access) : questions(access);
    if (earlier > 0) {
      around.say("There may be earlier ones: --until " + earlier);
    }
    return ExitCode.OK;
  }

  /// Prints pages of the table, the oldest first.
  ///
  /// @return what to give as `--until` for those before, or 0
  private long table(HubAccess access) {
    var pages = new ArrayDeque<Table>();
    long earlier = 0;
    int left = limit;
    do {
      var page = access.table("audit", path(left, earlier));
      pages.addFirst(page);
      left -= page.count();
      earlier = page.earlier();
    } while (earlier > 0 && left > 0 && pages.size() < PAGES);
    around.out().print(pages.getFirst().names());
    pages.forEach(page -> around.out().print(page.rows()));
    return earlier;
  }

  /// The same for what is read by people, or by programs.
  private long questions(HubAccess access) {
    var pages = new ArrayDeque<Message>();
    var questions = new ArrayList<Message>();
    long earlier = 0;
    do {
      var path = path(limit - questions.size(), earlier);
      var page = access.ask("audit", api -> api.get(path));
      pages.addFirst(page);
      questions.addAll(0, page.objects("questions"));
      var before = page.whole("earlier");
      earlier = before == null ? 0 : before;
    } while (earlier > 0 && questions.size() < limit && pages.size() < PAGES);
    if (json) {
      var all = new MessageBuilder();
      all.put("epoch", pages.getLast().text("epoch"));
      all.putAny("head", pages.getLast().whole("head"));
      all.putAll("questions", questions);
      if (earlier > 0) {
        all.put("earlier", earlier);
      }
      around.out().println(Shown.json(all.build().toString()));
    } else if (questions.isEmpty()) {
      around.say("No such question was asked.");
    } else {
      var lines = new AuditLines(around.ink(), ZoneId.systemDefault(), width());
      lines.of(questions).forEach(around.out()::println);
    }
    return earlier;
  }

  private int width() {
    try {
      return Math.max(
          WIDTH_LEAST, Integer.parseInt(around.environment().getOrDefault("COLUMNS", "")));
    } catch (NumberFormatException _) {
      return WIDTH;
    }
  }

  /// @param before sequence behind the last that is wanted, 0 for what was said
  private String path(int most, long before) {
    var query = new ArrayList<String>();
    add(query, "since", moment(since));
    add(query, "until", before > 0 ? Long.toString(before) : moment(until));
    add(query, "skill_id", run);
    add(query, "skill_name", skill);
    add(query, "by", by);
    add(query, "outcome", outcome);
    query.add("limit=" + Math.min(most, PAGE));
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
