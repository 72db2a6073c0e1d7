package dev.skillwire.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skillwire.log.MemoryLog;
import dev.skillwire.session.admission.Role;
import dev.skillwire.stream.Entry;
import dev.skillwire.stream.HandClock;
import dev.skillwire.stream.Publishing;
import dev.skillwire.stream.Running;
import dev.skillwire.wire.ClientMessage.Filter;
import dev.skillwire.wire.MessageReader;
import dev.skillwire.wire.Vocabulary;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConversationTest {

  private final HandClock clock = new HandClock();
  private final Running running = Running.on(new MemoryLog(100_000, 100_000_000), clock);
  private final LinkedBlockingQueue<Runnable> loop = new LinkedBlockingQueue<>();
  private final FakeOutbox outbox = new FakeOutbox();
  private final Conversation.Shared shared =
      new Conversation.Shared(
          running.hub(),
          new Openings(running.hub(), "1", new HeapStates()),
          new MessageReader(new Ids()::next),
          clock);

  @AfterEach
  void close() {
    running.close();
  }

  private Conversation open(Resume resume, Role first, Role... more) {
    var peer = new Peer("c1", "", "", EnumSet.of(first, more));
    var feed = new Feed(Filter.ALL, 0);
    var conversation =
        new Conversation(shared, peer, Vocabulary.S1, resume, feed, outbox, loop::add);
    conversation.open();
    until(() -> outbox.follows == 1);
    return conversation;
  }

  private Conversation publisher() {
    return open(Resume.NONE, Role.OBSERVER, Role.PUBLISHER);
  }

  private static byte[] say(String json) {
    return json.replace('\'', '"').getBytes(UTF_8);
  }

  /// Does what comes to the connection's thread, this one, until something holds.
  private void until(BooleanSupplier what) {
    await()
        .pollInSameThread()
        .pollInterval(Duration.ofMillis(2))
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              for (var next = loop.poll(); next != null; next = loop.poll()) {
                next.run();
              }
              return what.getAsBoolean();
            });
  }

  @Nested
  class WhatIsAnsweredWithMuch {

    private static final String LIST = "{'type':'list_rules','request_id':'%d'}";
    private static final String PREVIEW =
        "{'type':'preview_rule','scope':{},'response':'yes','request_id':'%d'}";

    @Test
    void isAnsweredOneAtATime() {
      var client = publisher();
      client.receive(say(LIST.formatted(1)));
      client.receive(say(PREVIEW.formatted(2)));
      until(() -> answers(1).contains("rules"));
      assertThat(answers(2)).contains("busy");

      client.receive(say(PREVIEW.formatted(3)));
      until(() -> answers(3).contains("rule_preview"));
      client.receive(say(LIST.formatted(4)));
      until(() -> answers(4).contains("rules"));
    }

    @Test
    void isRefusedWhileTheClientTakesNothing() {
      var client = publisher();
      outbox.writable = false;
      client.receive(say(LIST.formatted(1)));
      assertThat(answers(1)).contains("busy");
    }

    @Test
    void isNotForWhoMayOnlyPublish() {
      var client = open(Resume.NONE, Role.PUBLISHER);
      client.receive(say(LIST.formatted(1)));
      assertThat(answers(1)).contains("forbidden");
    }

    private String answers(int request) {
      return String.join(
          "",
          outbox.messages.stream()
              .filter(m -> m.contains("\"request_id\":\"" + request + "\""))
              .toList());
    }
  }

  @Nested
  class WhileTheHubIsFull {

    private static final String PUBLISH =
        "{'type':'mine','request_id':'%d','text':'" + "x".repeat(900_000) + "'}";

    @Test
    void stopsReadingAndLosesNothing() {
      var conversation = publisher();
      var held = new CompletableFuture<Void>();
      running.hub().snapshot(_ -> held.join());
      for (int i = 0; i < 40; i++) {
        outbox.arrive(conversation, say(PUBLISH.formatted(i)));
      }
      assertThat(outbox.reads).isFalse();
      held.complete(null);

      until(() -> outbox.reads && outbox.messages.size() == 41);
      for (int i = 0; i < 40; i++) {
        assertThat(outbox.messages.get(i + 1)).contains("\"ack\"", "\"" + i + "\"");
      }
      assertThat(running.hub().tail().head()).isEqualTo(40);
    }

    @Test
    void keepsNothingOfWhatItCantTake() {
      var conversation = publisher();
      var held = new CompletableFuture<Void>();
      running.hub().snapshot(_ -> held.join());
      int sent = 0;
      while (conversation.receive(say(PUBLISH.formatted(sent)))) {
        sent++;
      }
      assertThat(outbox.reads).isFalse();
      assertThat(conversation.receive(say(PUBLISH.formatted(sent)))).isFalse();
      held.complete(null);

      int taken = sent;
      until(() -> outbox.reads && outbox.messages.size() == taken + 1);
      running.snapshot();
      assertThat(running.hub().tail().head()).isEqualTo(taken);
    }

    @Test
    void forgetsWhatWaitsOnceTheClientIsGone() {
      var conversation = publisher();
      var held = new CompletableFuture<Void>();
      running.hub().snapshot(_ -> held.join());
      for (int i = 0; i < 40; i++) {
        outbox.arrive(conversation, say(PUBLISH.formatted(i)));
      }
      conversation.closed();
      held.complete(null);
      until(() -> running.hub().tail().head() > 0);
      assertThat(running.hub().tail().head()).isLessThan(40);
      assertThat(outbox.messages).hasSize(1);
    }
  }

  @Nested
  class Talking {

    @Test
    void tooFastIsRefusedButPublishingIsNot() {
      var conversation = publisher();
      for (int i = 0; i < SessionLimits.MESSAGES_PER_SECOND; i++) {
        conversation.receive(say("{'type':'heartbeat'}"));
      }
      conversation.receive(say("{'type':'heartbeat'}"));
      assertThat(outbox.messages.getLast()).contains("rate_limited");
      conversation.receive(say("{'type':'mine','request_id':'p'}"));
      until(() -> outbox.messages.getLast().contains("\"ack\""));
    }

    @Test
    void nonsenseTooOftenEndsIt() {
      var conversation = publisher();
      for (int i = 1; i < SessionLimits.REFUSALS; i++) {
        conversation.receive(say("no json"));
      }
      assertThat(outbox.closed).isNull();
      conversation.receive(say("no json"));
      assertThat(outbox.closed).isEqualTo(CloseCode.KEEPS_FAILING);
    }

    @Test
    void withoutTheRoleIsForbidden() {
      var conversation = open(Resume.NONE, Role.OBSERVER);
      conversation.receive(say("{'type':'skill_started','skill_name':'s','request_id':'1'}"));
      assertThat(outbox.messages.getLast()).contains("forbidden", "\"1\"");
    }
  }

  @Nested
  class APublisherThatMayNotWatch {

    @Test
    void isShownNothing() {
      publisherSays("{'type':'skill_started','skill_name':'secret skill','request_id':'1'}");
      var blind = open(Resume.NONE, Role.PUBLISHER);
      assertThat(outbox.messages.getLast()).doesNotContain("secret skill");
      assertThat(blind.feed().passesAll()).isFalse();
      blind.receive(say("{'type':'subscribe'}"));
      assertThat(blind.feed().passesAll()).isFalse();
    }

    @Test
    void learnsNothingOfSomebodyElsesQuestion() {
      running.submit(Publishing.ask("q", "", null));
      var blind = open(Resume.NONE, Role.PUBLISHER);
      var guess = say("{'type':'request_confirmation','id':'q','prompt':'guess','request_id':'1'}");
      blind.receive(guess);
      until(() -> outbox.messages.getLast().contains("duplicate_id"));
      running.submit(Publishing.answer("q", "yes"), Publishing.ANNA, "");

      assertThat(blind.feed().passes(newest())).isFalse();
      blind.receive(say("{'type':'cancel_confirmation','id':'q','request_id':'2'}"));
      until(() -> outbox.messages.getLast().contains("already_answered"));
      assertThat(outbox.messages.getLast()).doesNotContain("answered_by", "response", "yes");
    }

    @Test
    void isToldTheOutcomeOfItsOwn() {
      var blind = open(Resume.NONE, Role.PUBLISHER);
      blind.receive(say("{'type':'request_confirmation','id':'mine','prompt':'p'}"));
      until(() -> running.hub().tail().head() == 1 && loop.isEmpty() && knows(blind));
      running.submit(Publishing.answer("mine", "abort"), Publishing.ANNA, "");
      assertThat(blind.feed().passes(newest())).isTrue();
    }

    @Test
    void isToldTheOutcomeAlsoWhereItCameBeforeTheAck() {
      var blind = open(Resume.NONE, Role.PUBLISHER);
      blind.receive(
          say("{'type':'request_confirmation','id':'mine','prompt':'p','request_id':'1'}"));
      await().atMost(Duration.ofSeconds(30)).until(() -> running.hub().tail().head() == 1);
      running.submit(Publishing.answer("mine", "abort"), Publishing.ANNA, "");
      // What was sent so far was held back: nobody knew yet whose question it is.
      blind.feed().moveTo(3);
      until(() -> outbox.messages.getLast().contains("confirmation_answered"));
      assertThat(outbox.messages.getLast()).contains("\"replayed\":true", "\"mine\"");
    }

    private boolean knows(Conversation asker) {
      return asker
          .feed()
          .passes(new Entry(9, 0, "confirmation_answered", "", "", "mine", new byte[0]));
    }

    private Entry newest() {
      return requireNonNull(running.hub().tail().entry(running.hub().tail().head()));
    }

    private void publisherSays(String json) {
      publisher().receive(say(json));
      until(() -> outbox.messages.getLast().contains("\"ack\""));
      outbox.follows = 0;
    }
  }

  @Nested
  class BeingTooSlow {

    @Test
    void endsAClientWithoutAPosition() {
      publisher().tooSlow();
      assertThat(outbox.closed).isEqualTo(CloseCode.TOO_SLOW);
    }

    @Test
    void bringsAClientWithAPositionUpToDate() {
      var conversation = open(new Resume(running.hub().epoch(), 0L), Role.OBSERVER);
      running.submit(Publishing.word("mine", 1));
      conversation.tooSlow();
      until(() -> outbox.follows == 2);

      assertThat(outbox.closed).isNull();
      assertThat(outbox.messages.getLast()).contains("\"type\":\"resync\"", "\"seq\":1");
      assertThat(conversation.feed().cursor()).isEqualTo(2);
    }
  }
}
