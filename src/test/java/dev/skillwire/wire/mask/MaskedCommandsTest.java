package dev.skillwire.wire.mask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.core.Command;
import dev.skillwire.core.Command.RunRef;
import dev.skillwire.core.Command.StepRef;
import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Event;
import dev.skillwire.core.Json;
import dev.skillwire.core.Remember;
import dev.skillwire.core.RememberFor;
import dev.skillwire.core.Risk;
import dev.skillwire.core.RuleId;
import dev.skillwire.core.RunId;
import dev.skillwire.core.Scope;
import dev.skillwire.wire.Canonical;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MaskedCommandsTest {

  private static final String SECRET = "s3cr3t-value-0";
  private static final String TEXT = "password=" + SECRET;
  private static final Json JSON = new Json("{\"password\":\"" + SECRET + "\",\"n\":1}");
  private static final RunRef RUN = RunRef.of(new RunId("r"));

  private final MaskedCommands masked = new MaskedCommands(Mask.with(List.of()));

  static Stream<Command> withSecrets() {
    return commands(TEXT, JSON);
  }

  static Stream<Command> withoutSecrets() {
    return commands("plain", new Json("{\"n\":1}"));
  }

  /// Every command that holds something free, with nothing left out.
  private static Stream<Command> commands(String text, Json json) {
    var step = new StepRef(RUN, 0, text, text, 3);
    var texts = List.of("a", text);
    return Stream.of(
        new Command.StartSkill(
            new RunId("r"),
            text,
            "",
            null,
            json,
            "",
            null,
            List.of(new Event.StepPlan(text, text))),
        new Command.StartStep(step),
        new Command.ProgressStep(step, 1.0, text, text),
        new Command.CompleteStep(step, 1L, json),
        new Command.FailStep(step, 1L, text),
        new Command.SkipStep(step, text),
        new Command.CompleteSkill(RUN, 1L, json),
        new Command.FailSkill(RUN, text, 1L, Event.FailReason.FAILED),
        new Command.TriggerHeal(RUN, 0, text, "h", text, text, text, text),
        new Command.CompleteHeal(RUN, 0, text, "h", text, true, 1L),
        ask(text, json),
        new Command.AnswerConfirmation(
            new ConfirmationId("q"), "yes", Remember.NONE, null, text, null),
        new Command.SaveRule(
            new Scope(text, text, text, text, null, text),
            "yes",
            null,
            null,
            RememberFor.EVER,
            true),
        new Command.StartMemoryQuery("q", text, texts),
        new Command.ClassifyIntent("q", text, text, 1.0, texts),
        new Command.CompleteMemoryQuery("q", json, texts, 1L, 1.0, text),
        new Command.ChangePersona(text, text, 1L),
        new Command.ChangeTools(texts, texts, 1L),
        new Command.Broadcast("mine", json));
  }

  private static Command.AskConfirmation ask(String prompt, Json action) {
    return new Command.AskConfirmation(
        new ConfirmationId("q"),
        new RunRef(null, prompt),
        0,
        prompt,
        prompt,
        List.of("yes", "no"),
        "fine",
        1L,
        "no",
        Risk.HIGH,
        action,
        Canonical.digest(action),
        prompt,
        prompt);
  }

  @ParameterizedTest
  @MethodSource("withSecrets")
  void holdNoneOfThemAnyMore(Command command) {
    assertThat(command.toString()).contains(SECRET);
    assertThat(masked.apply(command).toString()).doesNotContain(SECRET).contains("[masked]");
  }

  @ParameterizedTest
  @MethodSource({"withoutSecrets", "withNothingFree"})
  void withoutThemStayAsTheyAre(Command command) {
    assertThat(masked.apply(command)).isEqualTo(command);
  }

  @Test
  void areAllLookedAt() {
    assertThat(Stream.concat(withSecrets(), withNothingFree()))
        .extracting(Object::getClass)
        .containsAll(List.of(Command.class.getPermittedSubclasses()));
  }

  static Stream<Command> withNothingFree() {
    var id = new ConfirmationId("q");
    return Stream.of(
        new Command.PauseConfirmation(id, true),
        new Command.ResumeConfirmation(id),
        new Command.ExtendConfirmation(id, 1),
        new Command.CancelConfirmation(id),
        new Command.ChangeRule(new RuleId("rule-1"), true),
        new Command.DeleteRule(new RuleId("rule-1")),
        new Command.CancelSkill(new RunId("r")),
        new Command.ExpireDue(),
        new Command.ReleasePauses(null));
  }

  @Test
  void keepTheDigestOfWhatWillRunAndSayThatTheyWereMasked() {
    var asked = ask("Run it?", JSON);
    var told = (Command.AskConfirmation) masked.apply(asked);
    assertThat(told.masked()).isTrue();
    assertThat(told.actionDigest()).isEqualTo(Canonical.digest(JSON));
    var shown = new Json("{\"password\":\"[masked]\",\"n\":1}");
    assertThat(told.action()).isEqualTo(shown);
    assertThat(Canonical.digest(shown)).isNotEqualTo(told.actionDigest());
  }

  @Test
  void withoutSecretsSayNothingOfMasking() {
    var told = (Command.AskConfirmation) masked.apply(ask("Run it?", new Json("{\"run\":\"ls\"}")));
    assertThat(told.masked()).isFalse();
  }
}
