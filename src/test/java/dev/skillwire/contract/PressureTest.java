package dev.skillwire.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Refusals with their stable codes, and what the hub does under too much of anything.
class PressureTest {

  @RegisterExtension static final HubUnderTest hub = HubUnderTest.with();

  @Nested
  class StableCodes {

    @Test
    void areToldForEveryKindOfRefusal() {
      var asker = hub.client();
      var client = hub.client();
      var open = Say.fresh("ask");
      var answered = Say.fresh("ask");
      var closed = Say.fresh("ask");
      var risky = Say.fresh("ask");
      for (var id : List.of(open, answered, closed)) {
        var _ = asker.acked(Say.question(id));
      }
      var _ = asker.acked(Say.question(risky, "risk", "high", "action", Json.object("do", "it")));
      var _ = client.acked(Say.answer(answered, "yes"));
      asker.send(Say.about("cancel_confirmation", closed));
      var _ = asker.expect("confirmation_expired", "id", closed);

      var codes = new TreeSet<String>();
      client.sendText("{");
      codes.add(client.expect("error").path("code").asString(""));
      for (var message :
          List.of(
              Json.object("type", "skill_started"),
              Json.object("type", "No Word"),
              Say.completed(Say.fresh("none")),
              Say.answer(Say.fresh("none"), "yes"),
              Say.answer(answered, "no"),
              Say.answer(closed, "no"),
              Say.answer(open, "maybe"),
              Say.answer(risky, "yes"),
              Json.object("type", "ack"),
              Say.question(open, "prompt", "Something else?"))) {
        codes.add(client.ask(message).path("code").asString(""));
      }
      assertThat(codes)
          .containsExactlyInAnyOrder(
              "invalid_json",
              "invalid_message",
              "unknown_type",
              "unknown_skill",
              "unknown_confirmation",
              "already_answered",
              "already_closed",
              "invalid_choice",
              "digest_mismatch",
              "forbidden",
              "duplicate_id");
    }

    @Test
    void comeWithAMessageAndTheRequestId() {
      var error = hub.client().refused("unknown_type", Json.object("type", "No Word"));
      assertThat(error.path("message").asString("")).isNotEmpty();
      assertThat(error.has("seq")).isFalse();
    }

    @Test
    void aTooLongIdOrWordIsRefusedNotCut() {
      var client = hub.client();
      var reply = client.ask(Say.started("r".repeat(200_000)));
      assertThat(reply.path("code").asString("")).isIn("too_large", "invalid_message");
    }
  }

  @Nested
  class APeerThatKeepsFailing {

    @Test
    void isClosedWith1008AfterAHundredRefusals() throws IOException {
      var raw = hub.raw().upgraded("/");
      raw.write(repeated("{", 100));
      assertThat(raw.readCloseCode()).isEqualTo(1008);
    }

    @Test
    void isNotClosedBefore() throws IOException {
      var raw = hub.raw().upgraded("/");
      raw.write(repeated("{", 95));
      for (var i = 0; i < 95; i++) {
        assertThat(raw.readMessage("error").path("code").asString("")).isEqualTo("invalid_json");
      }
      raw.text("{\"type\":\"heartbeat\"}");
      var _ = raw.readMessage("heartbeat_ack");
    }
  }

  @Nested
  class AMessageBeyondOneMebibyte {

    @Test
    void closesWith1009() throws IOException {
      assertThat(codeAfter("x".repeat(1_100_000))).isEqualTo(1009);
    }

    @Test
    void closesWith1009AlsoInFragments() throws IOException {
      var raw = hub.raw().upgraded("/");
      var part = "x".repeat(300_000).getBytes(UTF_8);
      try {
        raw.write(RawConnection.frame(false, 0, RawConnection.TEXT, part));
        for (var i = 0; i < 4; i++) {
          raw.write(RawConnection.frame(false, 0, 0, part));
        }
      } catch (IOException e) {
        // the hub may have closed by now; its close frame is still to be read
      }
      assertThat(raw.readCloseCode()).isEqualTo(1009);
    }

    @Test
    void closesWith1009AlsoWhereOnlyItsLengthWasSent() throws IOException {
      var raw = hub.raw().upgraded("/");
      raw.write(new byte[] {(byte) 0x81, (byte) 0xff, 0, 0, 0, 1, 0, 0, 0, 0, 1, 2, 3, 4});
      assertThat(raw.readCloseCode()).isEqualTo(1009);
    }

    @Test
    void ofABitLessIsServed() {
      var client = hub.client();
      var lines = java.util.Collections.nCopies(15, "y".repeat(60_000));
      var _ = client.acked(Json.object("type", "a_big_one", "lines", lines));
      assertThat(client.expect("a_big_one").path("lines").size()).isEqualTo(15);
    }

    private int codeAfter(String text) throws IOException {
      var raw = hub.raw().upgraded("/");
      try {
        raw.text(text);
      } catch (IOException e) {
        // the hub may have closed by now; its close frame is still to be read
      }
      return raw.readCloseCode();
    }
  }

  @Nested
  class TheRateLimit {

    @Test
    void refusesAFloodOfHeartbeats() throws IOException {
      var raw = hub.raw().upgraded("/");
      raw.write(repeated("{\"type\":\"heartbeat\"}", 5_000));
      assertThat(raw.readMessage("error").path("code").asString("")).isEqualTo("rate_limited");
    }

    @Test
    void doesNotCountPublishedEvents() {
      var publisher = hub.client();
      for (var i = 0; i < 3_000; i++) {
        publisher.send(Json.object("type", "counted", "i", i));
      }
      assertThat(Say.historyNow(publisher, publisher))
          .noneMatch(m -> Json.has(m, "type", "error"))
          .filteredOn(m -> Json.has(m, "type", "counted"))
          .hasSize(3_000);
    }
  }

  @Nested
  class APublisherInAHurry {

    @Test
    void isSlowedNotRefusedAndEverythingArrivesInOrder() throws IOException {
      var count = 20_000;
      var reader = hub.client();
      var publisher = hub.raw().upgraded("/");
      var _ = publisher.readMessage("connected");
      publisher.text("{\"type\":\"subscribe\",\"types\":[]}");
      for (var from = 0; from < count; from += 1_000) {
        var batch = new ByteArrayOutputStream();
        for (var i = from; i < from + 1_000; i++) {
          batch.writeBytes(text("{\"type\":\"hurried\",\"i\":" + i + "}"));
        }
        publisher.write(batch.toByteArray());
      }
      publisher.text("{\"type\":\"hurried_last\",\"request_id\":\"the end\"}");
      var ack = publisher.readMessage();
      while (!Json.has(ack, "type", "ack", "request_id", "the end")) {
        assertThat(ack.path("type").asString("")).isNotEqualTo("error");
        ack = publisher.readMessage();
      }
      var last =
          reader.expect(
              "the last one", Duration.ofSeconds(60), m -> Json.has(m, "type", "hurried_last"));
      assertThat(last.path("seq")).isEqualTo(ack.path("seq"));
      var numbers =
          reader.history().stream()
              .filter(m -> Json.has(m, "type", "hurried"))
              .map(m -> m.path("i").asInt())
              .toList();
      assertThat(numbers).isEqualTo(java.util.stream.IntStream.range(0, count).boxed().toList());
    }
  }

  @Nested
  class ASubscription {

    @Test
    void ofTypesRunsAndSourcesLimitsWhatIsSent() {
      var publisher = hub.client();
      var mine = Say.fresh("run");
      var other = Say.fresh("run");
      var byType = hub.client("/?types=skill_completed");
      var byRun = hub.client("/?skill_ids=" + mine);
      var bySource = hub.client();
      bySource.send(Json.object("type", "subscribe", "sources", List.of("cron")));
      bySource.send(Say.heartbeat());
      var _ = bySource.expect("heartbeat_ack");
      var _ = publisher.acked(Say.started(mine, "source", "cron"));
      var _ = publisher.acked(Say.started(other, "source", "chat"));
      var ask = Say.fresh("ask");
      var _ = publisher.acked(Say.question(ask, "skill_id", other));
      var _ = publisher.acked(Say.completed(other));
      var _ = publisher.acked(Say.completed(mine));
      for (var client : List.of(byType, byRun, bySource)) {
        var _ = client.expect("skill_completed", "skill_id", mine);
        var _ = client.expect("confirmation_required", "id", ask);
      }
      assertThat(byType.history()).noneMatch(m -> live(m, "skill_started"));
      assertThat(byRun.history())
          .noneMatch(m -> live(m, "skill_started") && Json.has(m, "skill_id", other))
          .noneMatch(m -> live(m, "skill_completed") && Json.has(m, "skill_id", other));
      assertThat(bySource.history())
          .anyMatch(m -> live(m, "skill_started") && Json.has(m, "skill_id", mine))
          .noneMatch(m -> live(m, "skill_started") && Json.has(m, "skill_id", other));
    }

    private boolean live(tools.jackson.databind.node.ObjectNode message, String type) {
      return !Inbox.replayed(message) && Json.has(message, "type", type);
    }
  }

  private static byte[] repeated(String text, int count) {
    var frames = new ByteArrayOutputStream();
    for (var i = 0; i < count; i++) {
      frames.writeBytes(text(text));
    }
    return frames.toByteArray();
  }

  private static byte[] text(String text) {
    return RawConnection.frame(true, 0, RawConnection.TEXT, text.getBytes(UTF_8));
  }
}
