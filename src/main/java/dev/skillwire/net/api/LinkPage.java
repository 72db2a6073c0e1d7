package dev.skillwire.net.api;

import dev.skillwire.core.ClosedConfirmation;
import dev.skillwire.core.Event;
import dev.skillwire.core.OpenConfirmation;
import dev.skillwire.core.Risk;
import dev.skillwire.core.Text;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The page behind a link: one question with its options as buttons, without any script.
final class LinkPage {

  private static final String STYLE =
      """
      :root { color-scheme: light dark; --line: #8884; --strong: #2563eb }
      body { font: 17px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 42rem; padding: 1.2rem }
      h1 { font-size: .95rem; font-weight: 600; opacity: .7; margin: 0 0 1rem }
      p.ask { font-size: 1.2rem; white-space: pre-wrap; overflow-wrap: anywhere; margin: 0 0 1rem }
      dl { margin: 0 0 1rem; display: grid; grid-template-columns: auto 1fr; gap: .2rem 1rem; font-size: .9rem }
      dt { opacity: .7 } dd { margin: 0; overflow-wrap: anywhere }
      pre { border: 1px solid var(--line); border-radius: .5rem; padding: .8rem; font-size: .85rem; white-space: pre-wrap; overflow-wrap: anywhere }
      form { display: grid; gap: .9rem; margin-top: 1.5rem }
      button { font: inherit; padding: .9rem; border: 1px solid var(--line); border-radius: .6rem; background: none; color: inherit; cursor: pointer; overflow-wrap: anywhere }
      button:hover, button:focus { border-color: var(--strong) }
      .high { color: #dc2626; font-weight: 600 }
      """;

  /// What browsers may do with the page: show it, and send its form back here.
  static final Map<String, String> HEADERS =
      Map.of(
          "content-security-policy",
          "default-src 'none'; style-src '"
              + hash(STYLE)
              + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
          "x-frame-options",
          "DENY",
          // Not `no-referrer`: under it a browser sends its form with the origin `null`.
          "referrer-policy",
          "same-origin",
          "x-robots-tag",
          "noindex");

  private LinkPage() {}

  /// The question with a button for each option.
  static String question(OpenConfirmation open) {
    var q = open.question();
    var out = new StringBuilder();
    out.append("<p class=\"ask\">").append(html(q.prompt())).append("</p>\n<dl>\n");
    fact(out, "Skill", q.skillName());
    fact(out, "Step", q.stepName());
    fact(out, "Suggested", q.suggestion());
    if (q.risk() == Risk.HIGH) {
      out.append("<dt>Risk</dt><dd class=\"high\">high</dd>\n");
    }
    fact(out, "Without an answer", open.question().timeoutMs() == null ? "" : q.onTimeout());
    fact(out, "SHA-256", q.actionDigest() == null ? "" : q.actionDigest());
    out.append("</dl>\n");
    if (q.action() != null) {
      out.append("<p>What will run:</p>\n<pre>")
          .append(html(q.action().lines()))
          .append("</pre>\n");
    }
    out.append("<form method=\"post\">\n");
    if (q.actionDigest() != null) {
      out.append("<input type=\"hidden\" name=\"digest\" value=\"")
          .append(html(q.actionDigest()))
          .append("\">\n");
    }
    for (int i = 0; i < q.options().size(); i++) {
      var label = html(q.options().get(i)).strip();
      out.append("<button name=\"option\" value=\"")
          .append(i)
          .append("\">")
          .append(label.isEmpty() ? "option " + (i + 1) : label)
          .append("</button>\n");
    }
    return page(q.skillName(), out.append("</form>\n").toString());
  }

  /// How the question was settled.
  static String settled(ClosedConfirmation closed) {
    var words =
        switch (closed.outcome()) {
          case Event.ConfirmationAnswered e ->
              "Answered"
                  + (e.answeredBy().name().isEmpty() ? "" : " by " + e.answeredBy().name())
                  + ": "
                  + e.response();
          case Event.ConfirmationExpired e -> "Closed without an answer, taken as: " + e.response();
          default -> "Closed.";
        };
    return words(words);
  }

  /// A page of one sentence.
  static String words(String text) {
    return page(null, "<p class=\"ask\">" + html(text) + "</p>\n");
  }

  private static String page(@Nullable String skill, String content) {
    var of = skill == null || skill.isEmpty() ? "" : ": " + html(skill);
    return """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Skillwire</title>
        <style>%s</style>
        <h1>Skillwire%s</h1>
        %s</html>
        """
        .formatted(STYLE, of, content);
  }

  private static void fact(StringBuilder out, String name, String value) {
    if (!value.isEmpty()) {
      out.append("<dt>").append(name).append("</dt><dd>").append(html(value)).append("</dd>\n");
    }
  }

  /// Text as HTML, without what is not for the eye.
  static String html(String text) {
    var out = new StringBuilder(text.length());
    text.codePoints()
        .filter(point -> point == '\n' || point == '\t' || !Text.hidden(point))
        .forEach(
            point -> {
              switch (point) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(point);
              }
            });
    return out.toString();
  }

  private static String hash(String style) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
