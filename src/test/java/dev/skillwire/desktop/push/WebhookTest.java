package dev.skillwire.desktop.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.core.Actor;
import dev.skillwire.core.Event;
import dev.skillwire.core.Json;
import dev.skillwire.core.Remember;
import dev.skillwire.core.Risk;
import dev.skillwire.desktop.show.Questions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.ObjectMapper;

@Timeout(60)
class WebhookTest {

  private final Receiver receiver = new Receiver(500);
  private final Post post = new Post();
  private final Webhook webhook =
      new Webhook(
          receiver.uri("/hook"), "a secret of 16+", post, InstantSource.fixed(Questions.AT));

  @AfterEach
  void close() {
    post.close();
    receiver.close();
  }

  @Test
  void tellsTheQuestionSignedAndUnderOneNumberForAllAttempts() throws Exception {
    var action = new Json("{\"cmd\":\"rm \\\"x\\\"\"}");
    var question =
        Questions.of("q-1", "Say \"hi\"\n\u2028🙂\u0001", 60_000L, Risk.HIGH, action, "yes", "no");
    webhook.asked(question, URI.create("https://hub.example/a/code"));

    assertThat(receiver.received()).hasSize(2);
    var first = receiver.received().getFirst();
    var got = receiver.received().getLast();
    assertThat(got.headers().get("x-skillwire-delivery"))
        .isEqualTo(first.headers().get("x-skillwire-delivery"));
    var at = Questions.AT.getEpochSecond();
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("a secret of 16+".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    var signed = mac.doFinal((at + "." + got.body()).getBytes(StandardCharsets.UTF_8));
    assertThat(got.headers().get("x-skillwire-signature"))
        .isEqualTo("t=" + at + ",v1=" + HexFormat.of().formatHex(signed));

    var json = new ObjectMapper().readTree(got.body());
    assertThat(json.path("type").asString()).isEqualTo("confirmation_required");
    assertThat(json.path("prompt").asString()).isEqualTo(question.prompt());
    assertThat(json.path("action").path("cmd").asString()).isEqualTo("rm \"x\"");
    assertThat(json.path("options").size()).isEqualTo(2);
    assertThat(json.path("timeout_seconds").asDouble()).isEqualTo(60);
    assertThat(json.path("link").asString()).isEqualTo("https://hub.example/a/code");
  }

  @Test
  void tellsHowItEnded() throws Exception {
    var question = Questions.of("q-1", "Go?", "yes");
    webhook.closed(
        question,
        new Event.ConfirmationAnswered(
            question.id(),
            question.run(),
            "yes",
            Remember.NONE,
            null,
            null,
            new Actor("c1", "page", Actor.Kind.HUMAN),
            Event.Memory.NONE));
    assertThat(receiver.received().getLast().body())
        .isEqualTo(
            "{\"type\":\"confirmation_answered\",\"response\":\"yes\",\"answered_by\":\"page\","
                + "\"id\":\"q-1\",\"skill_id\":\"run-1\"}");
    webhook.closed(
        question,
        new Event.ConfirmationExpired(
            question.id(), question.run(), "abort", Event.CloseReason.RUN_ENDED));
    assertThat(receiver.received().getLast().body()).contains("\"reason\":\"run_ended\"");
  }
}
