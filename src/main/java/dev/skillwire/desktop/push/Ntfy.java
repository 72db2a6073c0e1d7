package dev.skillwire.desktop.push;

import dev.skillwire.core.Event;
import dev.skillwire.core.Question;
import dev.skillwire.core.Risk;
import dev.skillwire.desktop.show.Plain;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Pushes questions to a topic of an ntfy server. What the message shows whole, and where nothing will
/// run, can be answered by a button in it; everything else is read on the page behind the link.
public final class Ntfy implements Push {

  private static final int BUTTONS = 3;
  private static final int TITLE = 120;
  private static final int MESSAGE = 800;
  private static final int LABEL = 40;
  private static final int QUIET = 1;
  private static final int HIGH = 4;
  private static final int URGENT = 5;
  private static final int SEQUENCE_CHARS = 32;

  private final URI server;
  private final String topic;
  private final String token;
  private final Post post;

  /// @param address of the topic
  /// @param token to publish there, or ""
  public Ntfy(URI address, String token, Post post) {
    var path = address.getPath();
    int last = path.lastIndexOf('/');
    this.server = address.resolve(path.substring(0, last + 1));
    this.topic = path.substring(last + 1);
    this.token = token;
    this.post = post;
  }

  @Override
  public String name() {
    return "ntfy";
  }

  @Override
  public void asked(Question q, @Nullable URI link) throws IOException, InterruptedException {
    var prompt = Plain.lines(q.prompt());
    boolean whole = prompt.length() <= MESSAGE;
    var actions = new ArrayList<Body>();
    if (link != null) {
      boolean simple = whole && q.action() == null && q.risk() != Risk.HIGH;
      if (simple && q.options().size() <= BUTTONS) {
        for (int i = 0; i < q.options().size(); i++) {
          actions.add(button(Plain.line(q.options().get(i), LABEL), link, i));
        }
      } else {
        actions.add(new Body().with("action", "view").with("label", "Decide").with("url", link));
      }
    }
    var message =
        whole ? prompt : prompt.substring(0, prompt.offsetByCodePoints(0, MESSAGE / 2)) + "…";
    send(
        message(q, message)
            .with("priority", q.risk() == Risk.HIGH ? URGENT : HIGH)
            .with("tags", List.of("question"))
            .with("click", link)
            .with("actions", actions.isEmpty() ? null : actions));
  }

  @Override
  public void closed(Question q, @Nullable Event outcome) throws IOException, InterruptedException {
    var words =
        switch (outcome) {
          case Event.ConfirmationAnswered e -> "Answered: " + e.response();
          case Event.ConfirmationExpired e -> "Closed, taken as: " + e.response();
          case null, default -> "Closed.";
        };
    send(
        message(q, Plain.line(words, MESSAGE))
            .with("priority", QUIET)
            .with("tags", List.of("white_check_mark")));
  }

  /// With the same sequence id servers that know it replace the message; others show a second one.
  private Body message(Question q, String text) {
    var of = q.skillName().isEmpty() ? "" : ": " + q.skillName();
    return new Body()
        .with("topic", topic)
        .with("sequence_id", sequence(q))
        .with("title", Plain.line("Skillwire" + of, TITLE))
        .with("message", text);
  }

  private static Body button(String label, URI link, int option) {
    return new Body()
        .with("action", "http")
        .with("label", label.isEmpty() ? "option " + (option + 1) : label)
        .with("url", link)
        .with("method", "POST")
        .with("headers", new Body().with("Content-Type", "application/x-www-form-urlencoded"))
        .with("body", "option=" + option)
        .with("clear", true);
  }

  private void send(Body body) throws IOException, InterruptedException {
    post.send(
        server,
        body.json(),
        () -> token.isEmpty() ? Map.of() : Map.of("authorization", "Bearer " + token));
  }

  private static String sequence(Question q) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256")
              .digest(q.id().value().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, SEQUENCE_CHARS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
