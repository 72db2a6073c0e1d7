package dev.skillwire.cli.command;

import dev.skillwire.cli.text.Durations;
import dev.skillwire.core.Terms;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options that say who decides a question; `skillwire ask`.
final class PeopleOptions {

  @Option(
      names = "--quorum",
      paramLabel = "N",
      description = "So many different people must give the same answer. Default: 1.")
  private @Nullable Integer quorum;

  @Option(
      names = "--veto",
      paramLabel = "OPTION",
      description =
          "With --quorum: one answer of this is enough. Repeatable. Default: all but the first"
              + " --option.")
  private @Nullable List<String> veto;

  @Option(
      names = "--for",
      paramLabel = "NAME",
      description =
          "Who may answer: the name of a token, role:admin and the like, or desktop, webhook, ntfy."
              + " Repeatable. Default: everybody.")
  private List<String> answerers = List.of();

  @Option(
      names = "--escalate-after",
      paramLabel = "TIME",
      description = "Then it is for --escalate-to, too, and a second person is told.")
  private @Nullable String escalateAfter;

  @Option(
      names = "--escalate-to",
      paramLabel = "NAME",
      description = "As --for. Repeatable. Also for --on-timeout escalate.")
  private List<String> escalateTo = List.of();

  @Option(
      names = "--remind-after",
      split = ",",
      paramLabel = "TIME",
      description =
          "When people are reminded, up to three times; never for no reminders. Default: at half"
              + " time and 10 s before the end, if it waits a minute or longer.")
  private @Nullable List<String> remindAfter;

  Terms.Wanted wanted() {
    return new Terms.Wanted(
        quorum,
        veto,
        answerers,
        escalateAfter == null ? null : Long.valueOf(Durations.parse(escalateAfter).toMillis()),
        escalateTo,
        remindAfter == null ? null : reminders(remindAfter));
  }

  private static List<Long> reminders(List<String> told) {
    return told.equals(List.of("never"))
        ? List.of()
        : told.stream().map(text -> Durations.parse(text).toMillis()).toList();
  }
}
