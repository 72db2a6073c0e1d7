package dev.skillwire.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skillwire.core.Additions;
import dev.skillwire.core.Command;
import dev.skillwire.core.Command.RunRef;
import dev.skillwire.core.Command.StepRef;
import dev.skillwire.core.Event;
import dev.skillwire.core.Extras;
import dev.skillwire.core.Handling;
import dev.skillwire.core.Json;
import dev.skillwire.core.Remember;
import dev.skillwire.core.RememberFor;
import dev.skillwire.core.Risk;
import dev.skillwire.core.RuleId;
import dev.skillwire.core.Scope;
import dev.skillwire.core.Terms;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommandWriterTest {

  private static final RunRef BY_ID = RunRef.of(Samples.RUN);
  private static final RunRef BY_NAME = new RunRef(null, "deploy");
  private static final StepRef STEP = new StepRef(BY_ID, 3, "push", "pushes");
  private static final StepRef BARE = new StepRef(BY_NAME, 0, null, null);
  private static final Json OBJECT = Samples.OBJECT;
  private static final Set<Class<?>> TIMERS =
      Set.of(Command.ExpireDue.class, Command.ReleasePauses.class, Command.HoldConfirmation.class);

  static Stream<Command> commands() {
    return Stream.of(
        new Command.StartSkill(
            Samples.RUN,
            "deploy",
            "session",
            5,
            OBJECT,
            "cron",
            new dev.skillwire.core.RunId("run-0"),
            List.of(new Event.StepPlan("build", "compiles"))),
        new Command.StartSkill(
            Samples.RUN, "deploy", "", null, Json.EMPTY_OBJECT, "", null, List.of()),
        new Command.StartStep(STEP),
        new Command.StartStep(BARE),
        new Command.ProgressStep(STEP, 12.5, "message", "output\n"),
        new Command.ProgressStep(BARE, null, null, null),
        new Command.CompleteStep(STEP, 12L, OBJECT),
        new Command.CompleteStep(BARE, null, null),
        new Command.FailStep(STEP, 12L, "error"),
        new Command.FailStep(BARE, null, ""),
        new Command.SkipStep(STEP, "reason"),
        new Command.CompleteSkill(BY_ID, 12L, OBJECT),
        new Command.CompleteSkill(BY_NAME, null, null),
        new Command.FailSkill(BY_ID, "error", 12L, Event.FailReason.ABORTED),
        new Command.FailSkill(BY_NAME, "", null, Event.FailReason.FAILED),
        new Command.TriggerHeal(BY_ID, 3, "push", "heal-1", "git", "auth", "error", "log in"),
        new Command.TriggerHeal(BY_NAME, null, null, null, "", "", "", "log in"),
        new Command.CompleteHeal(BY_ID, 3, "push", "heal-1", "log in", true, 12L),
        new Command.CompleteHeal(BY_NAME, null, null, null, "log in", false, null),
        new Command.AskConfirmation(
            Samples.ASK,
            BY_ID,
            3,
            "push",
            "Shall we?",
            List.of("yes", "no"),
            "yes",
            30_500L,
            "no",
            Risk.HIGH,
            OBJECT,
            Canonical.digest(OBJECT),
            "auth",
            "git"),
        new Command.AskConfirmation(
            Samples.ASK,
            new RunRef(null, null),
            null,
            null,
            "Shall we?",
            null,
            "",
            null,
            null,
            Risk.LOW,
            null,
            null,
            null,
            null),
        new Command.AnswerConfirmation(
            Samples.ASK,
            "yes",
            Remember.THIS_SKILL,
            new RememberFor(90_500L, 2L, true),
            "fine",
            "abc",
            new Additions(Samples.OBJECT, Canonical.digest(Samples.OBJECT), true)),
        new Command.ReportShown(Samples.ASK, "abc", true),
        new Command.ReportShown(Samples.ASK, null, false),
        new Command.UseApproval(Samples.ASK, "abc", "yes"),
        new Command.UseApproval(Samples.ASK, "abc", null),
        new Command.AnswerConfirmation(Samples.ASK, "yes", Remember.NONE, null, null, null),
        new Command.PauseConfirmation(Samples.ASK, false),
        new Command.ResumeConfirmation(Samples.ASK),
        new Command.ExtendConfirmation(Samples.ASK, 1_500),
        new Command.ClaimConfirmation(Samples.ASK, 90_500L),
        new Command.ClaimConfirmation(Samples.ASK, null),
        new Command.ReleaseClaim(Samples.ASK),
        new Command.DelegateConfirmation(Samples.ASK, "ben", "yours"),
        new Command.DelegateConfirmation(Samples.ASK, "role:admin", null),
        new Command.AskConfirmation(
            Samples.ASK,
            new Command.RunRef(null, null),
            null,
            null,
            "Shall we?",
            List.of("yes", "no"),
            "",
            60_000L,
            "escalate",
            Risk.LOW,
            null,
            null,
            null,
            null,
            false,
            Extras.NONE,
            new Terms.Wanted(
                2, List.of("no"), List.of("ann"), 10_500L, List.of("ben"), List.of(1_500L))),
        new Command.CancelConfirmation(Samples.ASK),
        new Command.SaveRule(
            Samples.rule(true).scope(),
            "yes",
            Samples.RUN,
            null,
            new RememberFor(90_500L, 2L, false),
            false),
        new Command.SaveRule(Scope.EVERYTHING, "yes", null, Samples.AT, RememberFor.EVER, true),
        new Command.ChangeRule(new RuleId("rule-7"), false),
        new Command.DeleteRule(new RuleId("rule-7")),
        new Command.CancelSkill(Samples.RUN),
        new Command.StartMemoryQuery("q", "where?", List.of("notes")),
        new Command.ClassifyIntent("q", "where?", "find", 0.25, List.of("notes")),
        new Command.CompleteMemoryQuery("q", OBJECT, List.of("notes"), 3L, 1.5, "error"),
        new Command.CompleteMemoryQuery("q", new Json("\"find\""), List.of(), null, null, null),
        new Command.ChangePersona("developer", "writer", 4L),
        new Command.ChangePersona("developer", null, null),
        new Command.ChangeTools(List.of("a"), List.of("b"), 4L),
        new Command.ChangeTools(List.of(), List.of(), null),
        new Command.Broadcast("coffee_made", OBJECT));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void writesWhatTheHubReads(Command command) throws BadMessage {
    var written = CommandWriter.write(command, "request-1", "");
    var read = new MessageReader(() -> "made").read(Samples.parsed(written));
    var request = (ClientMessage.Request) read;
    assertThat(request.command()).isEqualTo(command);
    assertThat(request.requestId()).isEqualTo("\"request-1\"");
    assertThat(request.eventId()).isEmpty();
  }

  @Test
  void namesAnEventThatMayBeSentTwice() throws BadMessage {
    var written = CommandWriter.write(new Command.StartStep(STEP), "r", "event-1");
    var request =
        (ClientMessage.Request) new MessageReader(() -> "made").read(Samples.parsed(written));
    assertThat(request.eventId()).isEqualTo("event-1");
  }

  @Test
  void coversEveryCommandButTheTimers() {
    Set<Class<?>> written = commands().map(Object::getClass).collect(Collectors.toSet());
    var all = Stream.of(Command.class.getPermittedSubclasses()).filter(c -> !TIMERS.contains(c));
    assertThat(written).containsAll(all.collect(Collectors.toSet()));
  }

  @Test
  void writesAHoldAsPresence() throws BadMessage {
    var hold = new Command.HoldConfirmation(Samples.ASK, Handling.Doing.TYPING);
    var read =
        new MessageReader(() -> "made").read(Samples.parsed(CommandWriter.write(hold, "r", "")));
    assertThat(((ClientMessage.Presence) read).about()).isEqualTo(hold);
  }

  @Test
  void writesNoTimers() {
    for (var timer : List.of(new Command.ExpireDue(), new Command.ReleasePauses("client-1"))) {
      assertThatThrownBy(() -> CommandWriter.write(timer, "r", ""))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
