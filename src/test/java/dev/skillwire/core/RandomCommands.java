package dev.skillwire.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Commands as programs and people might send them, sensible ones and nonsense, over few ids so that
/// they meet.
public final class RandomCommands {

  private static final List<Sender> SENDERS =
      List.of(
          Given.client("agent"),
          Given.client("other"),
          person("p1", "anna"),
          person("p2", "ben"),
          person("p3", "anna"),
          new Sender("t1", "ci", "token-a", Actor.Kind.HUMAN),
          new Sender("t2", "ci", "token-a", Actor.Kind.HUMAN),
          new Sender("t3", "phone", "token-b", Actor.Kind.HUMAN),
          Given.client("anna"),
          Given.client("ben"),
          new Sender("d1", "dialog", "", Actor.Kind.DESKTOP));

  private static final String[] WORDS = {
    "yes", "no", "let_claude", "Let Claude", "abort", "perhaps", "", " ", "é🛠"
  };

  private final SplittableRandom random;
  private final int runs;
  private final int questions;
  private final boolean flood;

  /// @param flood mostly starts and asks, to reach the limits of numbers
  public RandomCommands(SplittableRandom random, boolean flood) {
    this.random = random;
    this.flood = flood;
    runs = flood ? 150 : 1 + random.nextInt(6);
    questions = flood ? 3_000 : 1 + random.nextInt(8);
  }

  public Sender sender() {
    return SENDERS.get(random.nextInt(SENDERS.size()));
  }

  public Command next() {
    if (flood && chance(80)) {
      return chance(30) ? start() : ask();
    }
    return switch (random.nextInt(33)) {
      case 0, 1, 2 -> start();
      case 3, 4 -> new Command.StartStep(step());
      case 5 ->
          new Command.ProgressStep(
              step(), chance(50) ? random.nextDouble(-20, 120) : null, text(), text());
      case 6 -> new Command.CompleteStep(step(), millis(), json());
      case 7 -> new Command.FailStep(step(), millis(), some(text()));
      case 8 -> new Command.SkipStep(step(), some(text()));
      case 9 -> new Command.CompleteSkill(run(), millis(), json());
      case 10 ->
          new Command.FailSkill(run(), some(text()), millis(), one(Event.FailReason.values()));
      case 11 ->
          new Command.TriggerHeal(
              run(), index(), name(), heal(), word(), word(), some(text()), word());
      case 12 ->
          new Command.CompleteHeal(run(), index(), name(), heal(), name(), chance(50), millis());
      case 13, 14, 15 -> ask();
      case 16, 17, 18 -> answer();
      case 19 -> new Command.PauseConfirmation(question(), chance(40));
      case 20 -> new Command.ResumeConfirmation(question());
      case 21 -> new Command.ExtendConfirmation(question(), random.nextLong(-1_000, 400_000));
      case 22 -> chance(50) ? new Command.CancelConfirmation(question()) : answer();
      case 23 -> new Command.CancelSkill(runId());
      case 24 -> new Command.ReleasePauses(chance(20) ? null : sender().clientId());
      case 25 -> save();
      case 26 ->
          chance(60) ? new Command.ChangeRule(rule(), chance(60)) : new Command.DeleteRule(rule());
      case 27, 31 -> use();
      case 28 -> new Command.ReportShown(question(), chance(70) ? null : "AB12", chance(80));
      case 29 -> aboutAQuestion();
      case 30 -> answer();
      default -> system();
    };
  }

  private Command aboutAQuestion() {
    return switch (random.nextInt(6)) {
      case 0 ->
          new Command.HoldConfirmation(
              question(), chance(50) ? Handling.Doing.TYPING : Handling.Doing.READING);
      case 1, 2, 3 ->
          new Command.ClaimConfirmation(question(), chance(50) ? null : Long.valueOf(r(700_000)));
      case 4 -> new Command.ReleaseClaim(question());
      default -> new Command.DelegateConfirmation(question(), answerer(), text());
    };
  }

  private Command save() {
    return new Command.SaveRule(
        chance(30)
            ? Scope.EVERYTHING.withDigest("ab12")
            : new Scope(
                chance(50) ? null : "skill" + r(2),
                chance(90) ? null : word(),
                chance(80) ? null : "auth",
                chance(95) ? null : word(),
                chance(80) ? null : "AB12",
                chance(70) ? null : chance(90) ? "Go*" : "*x".repeat(r(3_000))),
        chance(80) ? "yes" : word(),
        chance(80) ? null : runId(),
        null,
        chance(50) ? RememberFor.EVER : holds(),
        chance(flood ? 5 : 80));
  }

  private RememberFor holds() {
    return new RememberFor(
        chance(60) ? null : Long.valueOf(r(300_000) - (chance(5) ? 300_000 : 0)),
        chance(60) ? null : Long.valueOf(r(4)),
        chance(20));
  }

  private RuleId rule() {
    return new RuleId(chance(95) ? "rule-" + (1 + r(12)) : word());
  }

  private Command start() {
    var plan = new ArrayList<Event.StepPlan>();
    for (int i = chance(30) ? r(4) : 0; i > 0; i--) {
      plan.add(new Event.StepPlan(word(), some(text())));
    }
    return new Command.StartSkill(
        runId(),
        chance(95) ? "skill" + r(2) : word(),
        word(),
        chance(40) ? r(6) - 1 : null,
        Json.EMPTY_OBJECT,
        chance(95) ? "chat" : word(),
        chance(10) ? runId() : null,
        plan);
  }

  private Command ask() {
    var risk = one(Risk.values());
    boolean action = chance(50);
    return new Command.AskConfirmation(
        question(),
        chance(flood ? 70 : 20) ? new Command.RunRef(null, null) : run(),
        chance(20) && !flood ? index() : null,
        name(),
        chance(95) ? "Go on?" : some(text()),
        chance(70) ? List.of("yes", "no", "Let Claude") : chance(50) ? null : List.of(word()),
        "",
        chance(80) && !flood ? Long.valueOf(r(3) * 30_000L + (chance(95) ? 1_000 : 0)) : null,
        chance(30) ? !flood && chance(40) ? "escalate" : word() : null,
        risk,
        action ? new Json("{\"run\":1}") : null,
        action && chance(80) ? "ab12" : null,
        chance(70) ? null : chance(90) ? "auth" : word(),
        chance(80) ? null : word(),
        false,
        flood ? Extras.NONE : new Extras(chance(action ? 40 : 2), attachments()),
        flood || chance(65) ? Terms.Wanted.NOTHING : terms());
  }

  private List<Attachment> attachments() {
    return chance(90)
        ? List.of()
        : List.of(new Attachment(one(Attachment.Kind.values()), word(), "", some(text())));
  }

  private Terms.Wanted terms() {
    return new Terms.Wanted(
        chance(30) ? null : Integer.valueOf(chance(90) ? 2 + r(2) : r(20)),
        chance(80) ? null : chance(80) ? List.of("no") : List.of(word()),
        chance(85) ? List.of() : List.of(answerer(), answerer()),
        chance(80) ? null : Long.valueOf(r(30_000)),
        chance(80) ? List.of() : List.of(answerer()),
        chance(80) ? null : chance(50) ? List.of() : List.of(r(20_000) + 0L, r(40_000) + 0L));
  }

  private String answerer() {
    return chance(90) ? chance(50) ? "anna" : chance(50) ? "ben" : "role:answerer" : word();
  }

  private static Sender person(String client, String name) {
    return new Sender(
        client, name, "id-" + client, Actor.Kind.HUMAN, name, Set.of("answerer", "observer"));
  }

  private Command answer() {
    return new Command.AnswerConfirmation(
        question(),
        chance(70) ? "yes" : word(),
        chance(flood ? 95 : 30) ? Remember.NONE : one(Remember.values()),
        chance(60) ? null : holds(),
        chance(10) ? text() : null,
        chance(30) ? "AB12" : chance(10) ? word() : null,
        chance(80)
            ? Additions.NONE
            : new Additions(
                chance(50) ? new Json("{\"run\":2}") : null,
                "cd34",
                chance(50) ? null : chance(80)));
  }

  private Command use() {
    return new Command.UseApproval(
        question(),
        chance(70) ? "ab12" : chance(80) ? "cd34" : word(),
        chance(60) ? null : chance(70) ? "yes" : word());
  }

  private Command system() {
    return switch (r(6)) {
      case 0 -> new Command.StartMemoryQuery(word(), some(text()), List.of(word()));
      case 1 ->
          new Command.ClassifyIntent(
              word(), some(text()), word(), random.nextDouble(-0.2, 1.2), List.of());
      case 2 ->
          new Command.CompleteMemoryQuery(
              word(), Json.EMPTY_OBJECT, List.of(), r(5) - 1L, r(5) - 1.0, text());
      case 3 -> new Command.ChangePersona(word(), name(), null);
      case 4 -> new Command.ChangeTools(List.of(word()), List.of(), 3L);
      default -> new Command.Broadcast("my_event", Json.EMPTY_OBJECT);
    };
  }

  /// Mostly moments, at times so long that everything is due.
  public Duration pause() {
    return switch (r(12)) {
      case 0, 1, 2 -> Duration.ofMillis(r(20));
      case 3, 4, 5, 6 -> Duration.ofMillis(r(3_000));
      case 7, 8, 9 -> Duration.ofSeconds(flood ? 0 : r(20));
      case 10 -> Duration.ofSeconds(flood ? 0 : r(200));
      default -> chance(20) && !flood ? Duration.ofMinutes(r(150)) : Duration.ZERO;
    };
  }

  public boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private int r(int bound) {
    return random.nextInt(bound);
  }

  private <T> T one(T[] all) {
    return all[r(all.length)];
  }

  private RunId runId() {
    return new RunId(chance(97) ? "r" + r(runs) : chance(50) ? "" : "r".repeat(200));
  }

  private Command.RunRef run() {
    return chance(85)
        ? Command.RunRef.of(runId())
        : new Command.RunRef(null, chance(60) ? "skill" + r(2) : null);
  }

  private Command.StepRef step() {
    return new Command.StepRef(
        run(), chance(98) ? r(6) - (chance(5) ? 1 : 0) : r(2_000), name(), text());
  }

  private @Nullable Integer index() {
    return chance(50) ? null : Integer.valueOf(r(7) - 1);
  }

  private ConfirmationId question() {
    return new ConfirmationId(chance(98) ? "q" + r(questions) : word());
  }

  private @Nullable String heal() {
    return chance(50) ? null : "h" + r(3);
  }

  private String word() {
    return chance(99) ? one(WORDS) : "w".repeat(2_000);
  }

  private @Nullable String name() {
    return chance(70) ? null : word();
  }

  private @Nullable String text() {
    return switch (r(20)) {
      case 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 -> null;
      case 10 -> "\"".repeat(r(100_000));
      case 11 -> "🛠".repeat(r(30_000));
      default -> word();
    };
  }

  private static String some(@Nullable String text) {
    return text == null ? "" : text;
  }

  private @Nullable Json json() {
    var text = text();
    return text == null ? null : object(text);
  }

  private static Json object(String text) {
    return new Json("{\"text\":\"" + text.replace("\"", "\\\"") + "\"}");
  }

  private @Nullable Long millis() {
    return chance(70) ? null : Long.valueOf(r(10_000) - (chance(5) ? 10_000 : 0));
  }
}
