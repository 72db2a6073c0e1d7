package dev.skillwire.desktop.push;

import dev.skillwire.core.Event;
import dev.skillwire.core.Question;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Posts questions as JSON to a program of the person's own, signed with a shared secret.
///
/// `X-Skillwire-Signature: t=SECONDS,v1=HEX` is HMAC-SHA256 over `SECONDS.BODY`: the time in it lets the
/// receiver refuse what somebody recorded and sends again. `X-Skillwire-Delivery` is the same for all
/// attempts of one message.
public final class Webhook implements Push {

  private static final String HMAC = "HmacSHA256";

  private final URI address;
  private final byte[] secret;
  private final Post post;
  private final InstantSource clock;

  public Webhook(URI address, String secret, Post post, InstantSource clock) {
    this.address = address;
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
    this.post = post;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "webhook";
  }

  @Override
  public void asked(Question q, @Nullable URI link) throws IOException, InterruptedException {
    send(
        new Body()
            .with("type", "confirmation_required")
            .with("id", q.id().value())
            .with("skill_id", q.run().value())
            .with("skill_name", q.skillName())
            .with("step_index", q.stepIndex())
            .with("step_name", q.stepName())
            .with("prompt", q.prompt())
            .with("options", q.options())
            .with("claude_suggestion", q.suggestion())
            .with("created_at", q.createdAt())
            .with("timeout_seconds", q.timeoutMs() == null ? null : q.timeoutMs() / 1000.0)
            .with("on_timeout", q.onTimeout())
            .with("risk", q.risk().name().toLowerCase(Locale.ROOT))
            .with("action", q.action())
            .with("action_digest", q.actionDigest())
            .with("error_type", q.errorType())
            .with("tool_name", q.toolName())
            .with("link", link));
  }

  @Override
  public void closed(Question q, @Nullable Event outcome) throws IOException, InterruptedException {
    var body = new Body();
    switch (outcome) {
      case Event.ConfirmationAnswered e ->
          body.with("type", "confirmation_answered")
              .with("response", e.response())
              .with("answered_by", e.answeredBy().name());
      case Event.ConfirmationExpired e ->
          body.with("type", "confirmation_expired")
              .with("response", e.response())
              .with("reason", e.reason().name().toLowerCase(Locale.ROOT));
      case null, default -> body.with("type", "confirmation_expired");
    }
    send(body.with("id", q.id().value()).with("skill_id", q.run().value()));
  }

  private void send(Body body) throws IOException, InterruptedException {
    var json = body.json();
    var delivery = UUID.randomUUID().toString();
    post.send(
        address,
        json,
        () ->
            Map.of(
                "x-skillwire-signature",
                signature(clock.instant().getEpochSecond(), json),
                "x-skillwire-delivery",
                delivery));
  }

  private String signature(long seconds, String json) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret, HMAC));
      var signed = mac.doFinal((seconds + "." + json).getBytes(StandardCharsets.UTF_8));
      return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(signed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + HMAC, e);
    }
  }
}
