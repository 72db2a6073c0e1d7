package dev.skillwire.core;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Builds a question; without any call it belongs to no run and offers `yes` and `no` for 30 s.
final class Asking {

  private final String id;
  private Command.RunRef run = new Command.RunRef(null, null);
  private @Nullable Integer stepIndex;
  private @Nullable String stepName;
  private String prompt = "Go on?";
  private @Nullable List<String> options = List.of("yes", "no");
  private String suggestion = "";
  private @Nullable Long timeoutMs = 30_000L;
  private @Nullable String onTimeout;
  private Risk risk = Risk.LOW;
  private @Nullable Json action;
  private @Nullable String digest;
  private @Nullable String errorType;
  private @Nullable String toolName;
  private Extras extras = Extras.NONE;
  private Terms.Wanted terms = Terms.Wanted.NOTHING;

  private Asking(String id) {
    this.id = id;
  }

  static Asking ask(String id) {
    return new Asking(id);
  }

  /// What most tests need: the question `id` of the run `run`.
  static Command.AskConfirmation asked(String id, String run) {
    return ask(id).of(run).done();
  }

  static Command.AskConfirmation asked(String id) {
    return ask(id).done();
  }

  Asking of(String run) {
    return of(Commands.ref(run));
  }

  Asking of(Command.RunRef ref) {
    run = ref;
    return this;
  }

  Asking atStep(int index) {
    stepIndex = index;
    return this;
  }

  Asking stepName(String name) {
    stepName = name;
    return this;
  }

  Asking prompt(String text) {
    prompt = text;
    return this;
  }

  Asking options(String... offered) {
    return options(List.of(offered));
  }

  Asking options(@Nullable List<String> offered) {
    options = offered;
    return this;
  }

  Asking suggestion(String text) {
    suggestion = text;
    return this;
  }

  Asking timeout(Duration timeout) {
    timeoutMs = timeout.toMillis();
    return this;
  }

  Asking withoutTimeLimit() {
    timeoutMs = null;
    return this;
  }

  Asking onTimeout(String response) {
    onTimeout = response;
    return this;
  }

  Asking risk(Risk bad) {
    risk = bad;
    return this;
  }

  Asking action(String json, @Nullable String sha256) {
    action = new Json(json);
    digest = sha256;
    return this;
  }

  Asking attach(Attachment... attached) {
    extras = new Extras(extras.allowEdit(), List.of(attached));
    return this;
  }

  Asking editable() {
    extras = new Extras(true);
    return this;
  }

  Asking about(@Nullable String error, @Nullable String tool) {
    errorType = error;
    toolName = tool;
    return this;
  }

  Asking quorum(int people) {
    terms =
        new Terms.Wanted(
            people,
            terms.veto(),
            terms.answerers(),
            terms.escalateAfterMs(),
            terms.escalateTo(),
            terms.remindAfterMs());
    return this;
  }

  Asking veto(String... options) {
    terms =
        new Terms.Wanted(
            terms.quorum(),
            List.of(options),
            terms.answerers(),
            terms.escalateAfterMs(),
            terms.escalateTo(),
            terms.remindAfterMs());
    return this;
  }

  Asking answerers(String... names) {
    terms =
        new Terms.Wanted(
            terms.quorum(),
            terms.veto(),
            List.of(names),
            terms.escalateAfterMs(),
            terms.escalateTo(),
            terms.remindAfterMs());
    return this;
  }

  Asking escalate(@Nullable Duration after, String... to) {
    terms =
        new Terms.Wanted(
            terms.quorum(),
            terms.veto(),
            terms.answerers(),
            after == null ? null : Long.valueOf(after.toMillis()),
            List.of(to),
            terms.remindAfterMs());
    return this;
  }

  Asking remindAfterSeconds(Long... seconds) {
    terms =
        new Terms.Wanted(
            terms.quorum(),
            terms.veto(),
            terms.answerers(),
            terms.escalateAfterMs(),
            terms.escalateTo(),
            java.util.stream.Stream.of(seconds).map(s -> s * 1_000).toList());
    return this;
  }

  Command.AskConfirmation done() {
    return new Command.AskConfirmation(
        Commands.question(id),
        run,
        stepIndex,
        stepName,
        prompt,
        options,
        suggestion,
        timeoutMs,
        onTimeout,
        risk,
        action,
        digest,
        errorType,
        toolName,
        false,
        extras,
        terms);
  }
}
