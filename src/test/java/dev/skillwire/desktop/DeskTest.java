package dev.skillwire.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skillwire.core.Actor;
import dev.skillwire.core.Command;
import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Event;
import dev.skillwire.core.HubPort;
import dev.skillwire.core.Json;
import dev.skillwire.core.Question;
import dev.skillwire.core.Remember;
import dev.skillwire.core.Reply;
import dev.skillwire.core.Risk;
import dev.skillwire.core.RunId;
import dev.skillwire.core.Snapshot;
import dev.skillwire.desktop.process.FakePrograms;
import dev.skillwire.desktop.show.Questions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The desk with real processes of small scripts, on a hub that notes what it is handed.
@Timeout(120)
class DeskTest {

  private static final Audience.View NOBODY = new Audience.View(Map.of(), Map.of());
  private static final Audience.View CONNECTED =
      new Audience.View(Map.of("client:editor", 1), Map.of());

  private final FakePrograms programs = new FakePrograms();
  private final List<Command> submitted = new CopyOnWriteArrayList<>();
  private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();
  private volatile Snapshot snapshot =
      new Snapshot(0, Questions.AT, List.of(), List.of(), List.of(), List.of(), 0);
  private volatile boolean looked;
  private volatile Audience.View audience = NOBODY;
  private @Nullable Desk desk;

  @AfterEach
  void close() {
    if (desk != null) {
      desk.close();
    }
    programs.close();
  }

  private void start(boolean answers) {
    var delays =
        new DeskSettings.Delays(
            Duration.ofSeconds(60), Duration.ZERO, Duration.ofSeconds(30), Duration.ofSeconds(60));
    var settings =
        new DeskSettings(
            delays, EnumSet.allOf(DeskSettings.Channel.class), List.of("code"), null, null, null);
    var port =
        new HubPort() {
          @Override
          public CompletableFuture<Reply> submit(Command command) {
            submitted.add(command);
            return CompletableFuture.completedFuture(new Reply.Done(1, null, null, null));
          }

          @Override
          public CompletableFuture<Event> outcome(ConfirmationId id) {
            throw new AssertionError("not asked here");
          }

          @Override
          public void onCancelRequested(RunId run, Consumer<Actor> then) {
            throw new AssertionError("not asked here");
          }
        };
    var ties =
        new Desk.Ties(
            port,
            listeners::add,
            then -> {
              then.accept(snapshot);
              looked = true;
            },
            () -> audience,
            answers,
            (_, _) -> null);
    desk = Desk.start(settings, ties, programs.host());
    // What happens later is told later; a hub sees to that.
    await().until(() -> desk == null || looked);
  }

  private void ask(Question question) {
    listeners.forEach(listener -> listener.accept(new Event.ConfirmationRequired(question)));
  }

  private void answered(Question question) {
    var event =
        new Event.ConfirmationAnswered(
            question.id(),
            question.run(),
            "yes",
            Remember.NONE,
            null,
            null,
            Actor.SYSTEM,
            Event.Memory.NONE);
    listeners.forEach(listener -> listener.accept(event));
  }

  @Nested
  class ADialog {

    private final Question question = Questions.of("q", "Go?", "yes", "no");

    @Test
    void answersLikeAnyOtherAnswerer() {
      programs.add("zenity", "echo no; exit 1");
      start(true);
      ask(question);
      await().until(() -> !submitted.isEmpty());
      assertThat(submitted)
          .containsExactly(
              new Command.AnswerConfirmation(question.id(), "no", Remember.NONE, null, null, null));
    }

    @Test
    void repeatsTheDigestOfWhatItShowed() {
      programs.add("zenity", "case $1 in --list) cat >/dev/null; echo 0;; esac");
      start(true);
      ask(Questions.of("q", "Go?", 60_000L, Risk.HIGH, new Json("{\"cmd\":\"x\"}"), "yes", "no"));
      await().until(() -> !submitted.isEmpty());
      assertThat(((Command.AnswerConfirmation) submitted.getFirst()).actionDigest())
          .isEqualTo("d1gest");
    }

    @Test
    void isTakenAwayWhenSomebodyElseAnswers() {
      programs.add("zenity", "sleep 1000");
      start(true);
      ask(question);
      programs.awaitCalls("zenity", 1);
      answered(question);
      programs.awaitGone("zenity");
      assertThat(submitted).isEmpty();
    }

    @Test
    void isTakenAwayWhenTheHubEnds() {
      programs.add("zenity", "sleep 1000 & echo $! >>\"$0.pids\"; wait");
      start(true);
      ask(question);
      await().until(() -> programs.read("zenity.pids").lines().count() == 2);
      if (desk != null) {
        desk.close();
      }
      assertThat(
              programs
                  .read("zenity.pids")
                  .lines()
                  .filter(pid -> ProcessHandle.of(Long.parseLong(pid)).isPresent()))
          .isEmpty();
    }

    @Test
    void isShownByTheNextProgramWhereTheFirstCannot() {
      programs.add("zenity", "echo cannot open display >&2; exit 1");
      programs.add("kdialog", "echo 1");
      start(true);
      ask(question);
      await().until(() -> !submitted.isEmpty());
      assertThat(((Command.AnswerConfirmation) submitted.getFirst()).choice()).isEqualTo("no");
    }

    @Test
    void thatIsClosedAnswersNothingAndDoesNotComeBack() {
      programs.add("zenity", "sleep 0.7; exit 1");
      programs.add("kdialog", "echo 1");
      start(true);
      ask(question);
      programs.awaitGone("zenity");
      ask(Questions.of("other", "Go?", "yes"));
      programs.awaitCalls("zenity", 2);
      programs.awaitGone("zenity");
      assertThat(programs.calls("zenity")).hasSize(2);
      assertThat(programs.calls("kdialog")).isEmpty();
      assertThat(submitted).isEmpty();
    }

    @Test
    void waitsWhileTooManyAreOnTheScreen() {
      programs.add("zenity", "sleep 1000");
      start(true);
      var questions =
          java.util.stream.IntStream.range(0, 6)
              .mapToObj(i -> Questions.of("q" + i, "Go?", "yes"))
              .toList();
      questions.forEach(DeskTest.this::ask);
      programs.awaitCalls("zenity", 4);
      assertThat(programs.calls("zenity")).hasSize(4);
      answered(questions.getFirst());
      programs.awaitCalls("zenity", 5);
    }

    @Test
    void isNotOfferedWhereAnswersNeedAToken() {
      programs.add("zenity", "echo yes; exit 1");
      programs.add("notify-send", "echo 0");
      start(false);
      ask(question);
      programs.awaitCalls("notify-send", 1);
      assertThat(programs.calls("notify-send").getFirst())
          .noneMatch(word -> word.startsWith("--action"));
      assertThat(programs.calls("zenity")).isEmpty();
    }
  }

  @Nested
  class ANudge {

    private final Question question = Questions.of("q", "Go?", "yes", "no");

    @Test
    void raisesPlaysAndNotifiesOnce() {
      audience = CONNECTED;
      programs.add("wmctrl", "[ $1 = -lx ] && echo '0x1 0 code.Code host title'");
      programs.add("paplay", "");
      programs.add("notify-send", "echo 1");
      start(true);
      ask(question);
      await().until(() -> !submitted.isEmpty());
      programs.awaitCalls("wmctrl", 2);
      programs.awaitCalls("paplay", 1);
      // Questions that come together make one noise.
      ask(Questions.of("other", "Go?", "yes"));
      programs.awaitCalls("notify-send", 2);
      assertThat(programs.calls("paplay")).hasSize(1);
      assertThat(programs.calls("wmctrl")).hasSize(2);
    }

    @Test
    void raisesNoEditorThatIsNotConnected() {
      programs.add("wmctrl", "");
      programs.add("paplay", "");
      start(true);
      ask(question);
      programs.awaitCalls("paplay", 1);
      assertThat(programs.calls("wmctrl")).isEmpty();
    }

    @Test
    void notifiesNotWhereADialogAsksAnyway() {
      programs.add("zenity", "sleep 1000");
      programs.add("paplay", "");
      programs.add("notify-send", "");
      start(true);
      ask(question);
      programs.awaitCalls("zenity", 1);
      programs.awaitCalls("paplay", 1);
      assertThat(programs.calls("notify-send")).isEmpty();
    }

    @Test
    void isTakenBackWithTheQuestion() {
      audience = CONNECTED;
      programs.add(
          "notify-send", "trap 'echo bye >\"$0.bye\"; exit 0' INT; while :; do sleep 0.1; done");
      start(true);
      ask(question);
      programs.awaitCalls("notify-send", 1);
      answered(question);
      programs.awaitGone("notify-send");
    }
  }

  @Test
  void whatWasOpenBeforeTheStartIsTakenUp() {
    programs.add("zenity", "sleep 1000");
    var question = Questions.of("q", "Go?", 3_000L, Risk.LOW, null, "yes");
    snapshot =
        new Snapshot(
            1,
            Questions.AT,
            List.of(),
            List.of(
                new dev.skillwire.core.OpenConfirmation(
                    question, Questions.AT.plusSeconds(3), null, null, null, null, 0)),
            List.of(),
            List.of(),
            0);
    start(true);
    programs.awaitCalls("zenity", 1);
    answered(question);
    programs.awaitGone("zenity");
  }

  @Test
  void nothingIsStartedWithoutADisplay() {
    programs.add("zenity", "").toFile();
    programs.without("DISPLAY");
    start(true);
    assertThat(desk).isNull();
    assertThat(listeners).isEmpty();
  }
}
