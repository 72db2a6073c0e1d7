package dev.skillwire.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skillwire.core.Command;
import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Reply;
import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LosingTheConnectionTest extends ClientFixture {

  @Test
  void sendsAgainWhatHadNoReplyWithTheSameEventIdAndInOrder() throws Exception {
    var connecting = source();
    var before = hub.greeted(0);
    try (var client = get(connecting)) {
      var acknowledged = client.submit(named("a"));
      var second = client.submit(named("b"));
      var a = before.read();
      var b = before.read();
      before.ack(a, 1);
      get(acknowledged);
      before.drop();
      var third = client.submit(named("c"));
      var after = hub.greeted(1);
      var again = after.read();
      var c = after.read();
      assertThat(again.text("event_id")).isEqualTo(b.text("event_id"));
      assertThat(c.type()).isEqualTo("c");
      after.ack(again, 2);
      after.ack(c, 3);
      assertThat(get(second)).isEqualTo(new Reply.Done(2, null, null, null));
      assertThat(get(third)).isEqualTo(new Reply.Done(3, null, null, null));
    }
  }

  @Test
  void doesNotRepeatWhatWouldCountTwice() throws Exception {
    var connecting = source();
    var before = hub.greeted(0);
    try (var client = get(connecting)) {
      var extended = client.submit(new Command.ExtendConfirmation(new ConfirmationId("q"), 1_000));
      before.read();
      before.drop();
      assertThat(get(extended)).isInstanceOf(Reply.Refused.class);
      var after = hub.greeted(0);
      var _ = client.submit(named("next"));
      assertThat(after.read().type()).isEqualTo("next");
    }
  }

  @Test
  void resumesWithoutGapOrDuplicate() throws Exception {
    var received = new CopyOnWriteArrayList<Message>();
    var connecting =
        connecting(ClientSettings.watcher(hub.address(), null, "t"), collecting(received), QUICK);
    var before = hub.greeted(10);
    try (var client = get(connecting)) {
      before.send("{'type':'x','seq':11}");
      before.send("{'type':'x','seq':12}");
      await().until(() -> received.size() == 2);
      before.close(4001);
      var after = hub.next();
      assertThat(after.head).contains("epoch=E1&since=12 HTTP");
      after.send(
          "{'type':'connected','epoch':'E1','seq':12,'head':14,'resumed':true,'client_id':'c2'}");
      after.send("{'type':'x','seq':12}");
      after.send("{'type':'x','seq':13}");
      after.send("{'type':'x','seq':14}");
      await().until(() -> client.position() != null && client.position().sequence() == 14);
      assertThat(received).extracting(m -> m.whole("seq")).containsExactly(11L, 12L, 13L, 14L);
    }
  }

  @Test
  void readsOnFromAResync() throws Exception {
    var received = new CopyOnWriteArrayList<Message>();
    var connecting =
        connecting(ClientSettings.watcher(hub.address(), null, "t"), collecting(received), QUICK);
    var conversation = hub.greeted(1);
    try (var client = get(connecting)) {
      conversation.send("{'type':'resync','epoch':'E2','seq':3,'running_skills':[]}");
      conversation.send("{'type':'x','seq':4}");
      await().until(() -> received.size() == 1);
      assertThat(client.position()).isEqualTo(new Position("E2", 4));
    }
  }

  @Test
  void staysAwayWhenTheHubSaysThatItIsFinal() throws Exception {
    var connecting = source();
    var conversation = hub.greeted(0);
    try (var client = get(connecting)) {
      conversation.close(4500);
      assertThat(get(client.ended())).contains("4500");
      assertThat(get(client.submit(named("x")))).isInstanceOf(Reply.Refused.class);
    }
  }

  @Test
  void noticesThatNobodyIsThereAnyMore() throws Exception {
    var impatient =
        new Timing(
            Duration.ofSeconds(20),
            Duration.ofMillis(100),
            Duration.ofMillis(20),
            Duration.ofMillis(50));
    var connecting =
        connecting(
            ClientSettings.source(hub.address(), null, "t"), new HubListener() {}, impatient);
    hub.greeted(0);
    try (var _ = get(connecting)) {
      assertThat(hub.next().head).contains("GET /?name=t&types=skill_cancel_requested");
    }
  }
}
