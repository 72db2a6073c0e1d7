package dev.skillwire.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.skillwire.core.Actor;
import dev.skillwire.core.Command;
import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Event;
import dev.skillwire.core.Json;
import dev.skillwire.core.Reason;
import dev.skillwire.core.Remember;
import dev.skillwire.core.Reply;
import dev.skillwire.core.RunId;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HubClientTest extends ClientFixture {

  @Nested
  class Connecting {

    @Test
    void offersTheSubProtocolAndShowsTheTokenInAHeaderOnly() throws Exception {
      var connecting =
          connecting(
              ClientSettings.watcher(hub.address(), "s3cret", "my watch"),
              new HubListener() {},
              QUICK);
      var conversation = hub.greeted(4);
      try (var client = get(connecting)) {
        assertThat(conversation.head)
            .startsWith("GET /?name=my_watch HTTP/1.1")
            .contains("Authorization: Bearer s3cret")
            .contains("Sec-WebSocket-Protocol: skillwire.v1");
        assertThat(client.position()).isEqualTo(new Position("E1", 4));
        assertThat(client.clientId()).isEqualTo("c1");
      }
    }

    @Test
    void saysThatNobodyIsThere() throws Exception {
      hub.close();
      assertThatThrownBy(
              () ->
                  HubClient.connect(
                      ClientSettings.source(hub.address(), null, "t"), new HubListener() {}))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("nothing answers at " + hub.address());
    }

    @Test
    void saysThatItIsNotLetIn() {
      hub.refuseWith(401);
      assertThatThrownBy(
              () ->
                  HubClient.connect(
                      ClientSettings.source(hub.address(), null, "t"), new HubListener() {}))
          .isInstanceOfSatisfying(
              HubProblem.class, problem -> assertThat(problem.notAdmitted()).isTrue());
    }

    @Test
    void assemblesAMessageThatComesInParts() throws Exception {
      var received = new CopyOnWriteArrayList<Message>();
      var connecting =
          connecting(ClientSettings.watcher(hub.address(), null, "t"), collecting(received), QUICK);
      var conversation = hub.greeted(0);
      try (var _ = get(connecting)) {
        conversation.sendInParts("{'type':'persona_changed','seq':1,'persona':'dévops é'}", 3);
        await().until(() -> received.size() == 1);
        assertThat(received.getFirst().text("persona")).isEqualTo("dévops é");
      }
    }
  }

  @Nested
  class Submitting {

    @Test
    void pipelinesInOrderAndPairsRepliesByRequestId() throws Exception {
      var connecting = source();
      var conversation = hub.greeted(0);
      try (var client = get(connecting)) {
        var first = client.submit(named("one"));
        var second = client.submit(named("two"));
        var one = conversation.read();
        var two = conversation.read();
        assertThat(List.of(one.type(), two.type())).containsExactly("one", "two");
        assertThat(one.text("event_id")).isNotEmpty().isNotEqualTo(two.text("event_id"));
        conversation.ack(two, 8);
        conversation.send(
            "{'type':'error','request_id':'"
                + one.text("request_id")
                + "','code':'too_large','message':'no','field':'x'}");
        assertThat(get(second)).isEqualTo(new Reply.Done(8, null, null, null));
        assertThat(get(first))
            .isInstanceOfSatisfying(
                Reply.Refused.class,
                refused -> assertThat(refused.rejection().reason()).isEqualTo(Reason.TOO_LARGE));
      }
    }

    @Test
    void refusesWithBusyBeyondItsBound() throws Exception {
      var connecting = source();
      hub.greeted(0);
      try (var client = get(connecting)) {
        for (int i = 0; i < Outbox.COMMANDS; i++) {
          assertThat(client.submit(named("x"))).isNotDone();
        }
        assertThat(client.submit(named("x")).join())
            .isInstanceOfSatisfying(
                Reply.Refused.class,
                refused -> assertThat(refused.rejection().reason()).isEqualTo(Reason.BUSY));
      }
    }

    @Test
    void refusesWhatTakesTooMuchWithoutSendingIt() throws Exception {
      var connecting = source();
      var conversation = hub.greeted(0);
      try (var client = get(connecting)) {
        var large = new Json("{\"a\":\"" + "x".repeat(Outbox.COMMAND_CHARS) + "\"}");
        assertThat(client.submit(new Command.Broadcast("large", large)).join())
            .isInstanceOf(Reply.Refused.class);
        var _ = client.submit(named("small"));
        assertThat(conversation.read().type()).isEqualTo("small");
      }
    }

    @Test
    void refusesWhatHadNoReplyWhenItIsClosed() throws Exception {
      var connecting = source();
      hub.greeted(0);
      var client = get(connecting);
      var reply = client.submit(named("x"));
      client.close();
      assertThat(get(reply)).isInstanceOf(Reply.Refused.class);
      assertThat(get(client.submit(named("y")))).isInstanceOf(Reply.Refused.class);
    }
  }

  @Nested
  class Asking {

    @Test
    void tellsTheOutcome() throws Exception {
      var connecting = source();
      var conversation = hub.greeted(0);
      try (var client = get(connecting)) {
        var reply = client.submit(question("q1"));
        var outcome = client.outcome(new ConfirmationId("q1"));
        var asked = conversation.read();
        assertThat(asked.type()).isEqualTo("request_confirmation");
        assertThat(asked.has("event_id")).isFalse();
        conversation.ack(asked, 1);
        get(reply);
        conversation.send(answered("q1", "yes"));
        assertThat(get(outcome))
            .isEqualTo(
                new Event.ConfirmationAnswered(
                    new ConfirmationId("q1"),
                    new RunId(""),
                    "yes",
                    Remember.NONE,
                    null,
                    null,
                    new Actor("c9", "Ada", Actor.Kind.HUMAN),
                    Event.Memory.NONE));
        assertThat(client.outcome(new ConfirmationId("q1"))).isCompleted();
      }
    }

    @Test
    void asksAgainAfterAReconnectAndTakesAnAnswerThatWasGivenMeanwhile() throws Exception {
      var connecting = source();
      var before = hub.greeted(0);
      try (var client = get(connecting)) {
        var reply = client.submit(question("q2"));
        before.ack(before.read(), 1);
        get(reply);
        before.drop();
        var after = hub.greeted(2);
        var again = after.read();
        assertThat(again.text("id")).isEqualTo("q2");
        after.ack(again, 2);
        after.send(answered("q2", "no"));
        assertThat(get(client.outcome(new ConfirmationId("q2"))))
            .isInstanceOfSatisfying(
                Event.ConfirmationAnswered.class, e -> assertThat(e.response()).isEqualTo("no"));
      }
    }

    @Test
    void failsTheOutcomeOfAQuestionThatIsRefused() throws Exception {
      var connecting = source();
      var conversation = hub.greeted(0);
      try (var client = get(connecting)) {
        var _ = client.submit(question("q3"));
        var outcome = client.outcome(new ConfirmationId("q3"));
        conversation.send(
            "{'type':'error','request_id':'"
                + conversation.read().text("request_id")
                + "','code':'duplicate_id','message':'another question'}");
        assertThatThrownBy(() -> get(outcome)).hasRootCauseInstanceOf(HubProblem.class);
      }
    }

    private String answered(String id, String response) {
      return "{'type':'confirmation_answered','seq':2,'timestamp':'2026-01-02T03:04:05.678Z','id':'"
          + id
          + "','skill_id':'','response':'"
          + response
          + "','remember':'none','answered_by':{'client_id':'c9','name':'Ada','kind':'human'}}";
    }
  }

  @Nested
  class BeingAskedToStop {

    @Test
    void tellsTheRunOnce() throws Exception {
      var connecting = source();
      var conversation = hub.greeted(0);
      try (var client = get(connecting)) {
        var by = new CopyOnWriteArrayList<Actor>();
        client.onCancelRequested(new RunId("r1"), by::add);
        for (long sequence : LongStream.of(5, 6).toArray()) {
          conversation.send(
              "{'type':'skill_cancel_requested','seq':"
                  + sequence
                  + ",'skill_id':'r1','by':{'client_id':'c9','name':'Ada','kind':'human'}}");
        }
        await().until(() -> new Position("E1", 6).equals(client.position()));
        assertThat(by).containsExactly(new Actor("c9", "Ada", Actor.Kind.HUMAN));
      }
    }

    @Test
    void tellsARunThatWasAskedWhileTheClientWasAway() throws Exception {
      var connecting = source();
      var before = hub.greeted(0);
      try (var client = get(connecting)) {
        var by = new CopyOnWriteArrayList<Actor>();
        client.onCancelRequested(new RunId("r1"), by::add);
        before.drop();
        hub.next()
            .send(
                "{'type':'connected','epoch':'E1','seq':9,'running_skills':[{'skill_id':'r1',"
                    + "'cancel_requested_at':'2026-01-02T03:04:05.678Z'}]}");
        await().until(() -> by.size() == 1);
      }
    }
  }
}
