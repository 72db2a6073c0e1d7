package dev.skillwire.cli.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skillwire.cli.base.Ink;
import dev.skillwire.client.ClientSettings;
import dev.skillwire.client.FakeHub;
import dev.skillwire.client.HubClient;
import dev.skillwire.client.HubListener;
import dev.skillwire.client.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PrompterTest {

  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private final TypedByHand keyboard = new TypedByHand();
  private final OpenQuestions questions = new OpenQuestions(_ -> true, InstantSource.system());
  private TerminalLines typed;
  private Stage stage;
  private Prompter prompter;
  private FakeHub hub;
  private FakeHub.Conversation conversation;
  private HubClient client;

  @BeforeEach
  void start() throws Exception {
    stage = new Stage(new PrintStream(screen, true, StandardCharsets.UTF_8), false);
    typed = new TerminalLines(keyboard);
    prompter = new Prompter(questions, typed, stage, new Ink(false), InstantSource.system(), "");
    hub = new FakeHub();
    var connecting =
        run(
            () ->
                HubClient.connect(
                    ClientSettings.watcher(hub.address(), null, "t"), new HubListener() {}));
    conversation = hub.greeted(0);
    client = connecting.get(20, TimeUnit.SECONDS);
    questions.received(QuestionTest.told(""));
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    hub.close();
  }

  private interface Work<T> {
    T run() throws Exception;
  }

  private static <T> CompletableFuture<T> run(Work<T> work) {
    var result = new CompletableFuture<T>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                result.complete(work.run());
              } catch (Exception e) {
                result.completeExceptionally(e);
              }
            });
    return result;
  }

  private CompletableFuture<Boolean> asking() throws Exception {
    var asking =
        run(
            () -> {
              prompter.ask(questions.all().getFirst(), client);
              return true;
            });
    await().until(() -> shown().contains("Your choice [1-3]:"));
    var seen = conversation.read();
    assertThat(seen.type()).isEqualTo("shown");
    assertThat(seen.truth("whole")).isTrue();
    conversation.ack(seen, 4);
    return asking;
  }

  private String shown() {
    return screen.toString(StandardCharsets.UTF_8);
  }

  private void type(String line) {
    keyboard.type(line + "\n");
  }

  @Test
  void sendsWhatWasTyped() throws Exception {
    var asking = asking();
    type("2");
    var answer = conversation.read();
    assertThat(answer.type()).isEqualTo("confirmation_response");
    assertThat(answer.text("response")).isEqualTo("No");
    conversation.ack(answer, 5);
    asking.get(20, TimeUnit.SECONDS);
    assertThat(shown()).contains("You answered: No");
  }

  @Test
  void saysThatSomebodySitsHere() throws Exception {
    var _ = asking();
    type("perhaps");
    type("2");
    assertThat(conversation.read().type()).isEqualTo("confirmation_response");
    assertThat(conversation.presences)
        .hasSize(3)
        .allMatch(said -> said.text("state").equals("focused"));
  }

  @Test
  void asksAgainAfterSomethingThatIsNotOffered() throws Exception {
    var asking = asking();
    type("perhaps");
    await().until(() -> shown().contains("none of the options"));
    type("yes");
    var answer = conversation.read();
    assertThat(answer.text("response")).isEqualTo("Yes please");
    conversation.ack(answer, 5);
    asking.get(20, TimeUnit.SECONDS);
  }

  @Test
  void takesTheQuestionAwayWhenSomebodyElseAnswersAndSaysWho() throws Exception {
    var asking = asking();
    stage.line("an event meanwhile");
    assertThat(shown()).doesNotContain("an event meanwhile");
    var answered =
        Message.parse(
            "{\"type\":\"confirmation_answered\",\"id\":\"q1\",\"response\":\"No\",\"comment\":\"later\","
                + "\"answered_by\":{\"name\":\"Ada\",\"kind\":\"human\"}}");
    prompter.closed(answered);
    questions.received(answered);
    asking.get(20, TimeUnit.SECONDS);
    assertThat(shown()).contains("Answered by Ada: No (later)").endsWith("an event meanwhile\n");
  }

  @Test
  void saysThatSomebodyWasFasterByAMoment() throws Exception {
    var asking = asking();
    type("1");
    var answer = conversation.read();
    conversation.send(
        "{'type':'error','request_id':'"
            + answer.text("request_id")
            + "','code':'already_answered','message':'Ada answered No first'}");
    asking.get(20, TimeUnit.SECONDS);
    assertThat(shown()).contains("Ada answered No first");
  }

  @Test
  void doesNotTakeWhatWasTypedBeforeTheQuestionWasShown() throws Exception {
    type("1");
    var asking = asking();
    type("3");
    var answer = conversation.read();
    assertThat(answer.text("response")).isEqualTo("Not now");
    conversation.ack(answer, 5);
    asking.get(20, TimeUnit.SECONDS);
  }

  @Test
  void takesNoBeginningThatWasTypedForAQuestionThatIsGone() throws Exception {
    var asking = asking();
    keyboard.type("ye");
    questions.received(
        Message.parse("{\"type\":\"confirmation_answered\",\"id\":\"q1\",\"response\":\"No\"}"));
    asking.get(20, TimeUnit.SECONDS);
    questions.received(QuestionTest.told(",'risk':'high'"));
    screen.reset();
    var next = asking();
    type("");
    await().until(() -> shown().contains("none of the options"));
    type("3");
    var answer = conversation.read();
    assertThat(answer.text("response")).isEqualTo("Not now");
    conversation.ack(answer, 5);
    next.get(20, TimeUnit.SECONDS);
  }

  @Test
  void leavesNothingOfAGoneQuestionToTheShell() throws Exception {
    var asking = asking();
    keyboard.type("ye");
    questions.received(
        Message.parse("{\"type\":\"confirmation_answered\",\"id\":\"q1\",\"response\":\"No\"}"));
    asking.get(20, TimeUnit.SECONDS);
    keyboard.type("\n");
    assertThat(typed.poll(Duration.ZERO)).isEqualTo(new Keyboard.Typed.Line(""));
  }

  @Test
  void leavesAQuestionOpenOnCtrlDAndSaysHowToAnswerIt() throws Exception {
    var asking = asking();
    keyboard.type("\u0004");
    asking.get(20, TimeUnit.SECONDS);
    assertThat(shown()).contains("Left open. Answer it with: skillwire answer q1");
    assertThat(questions.get("q1")).isNotNull();
  }
}
