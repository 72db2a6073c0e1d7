package dev.skillwire.net.api;

import dev.skillwire.net.api.PageFiles.Coding;
import dev.skillwire.net.api.PageFiles.Listed;
import dev.skillwire.session.admission.ReplyHeaders;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// The page: one document, and what it is made of. Files named by their content are kept by browsers for ever, the
/// others are asked for again each time and seldom sent again.
final class PageCalls {

  private static final String DOCUMENT = "index.html";
  private static final Set<String> OTHERS = Set.of("/index.html", "/favicon.svg");
  private static final String FOREVER = "public, max-age=31536000, immutable";

  private final PageFiles files;
  private final String version;

  PageCalls(PageFiles files, String version) {
    this.files = files;
    this.version = version;
  }

  /// Whether a path is the page's.
  static boolean owns(String path) {
    return path.equals("/") || OTHERS.contains(path) || path.startsWith("/assets/");
  }

  void serve(Call call, String method) {
    if (method.equals("GET")) {
      Api.aside(call, () -> get(call, call.head().path()));
    } else {
      Api.notAllowed(call, "GET");
    }
  }

  private void get(Call call, String path) throws IOException {
    // A program that asks for `/` wants to know what is here; a browser wants the page.
    if (path.equals("/") && !accepts(call, "accept", "text/html")) {
      call.text(200, greeting());
      return;
    }
    var file = files.find(path.equals("/") ? DOCUMENT : path.substring(1));
    if (file != null) {
      send(call, file);
    } else if (path.equals("/")) {
      call.text(200, greeting() + WITHOUT_PAGE);
    } else {
      Api.notFound(call);
    }
  }

  private void send(Call call, Listed file) throws IOException {
    for (var coding : Coding.values()) {
      if (coding == Coding.PLAIN || accepts(call, "accept-encoding", coding.word())) {
        var content = files.content(file, coding);
        if (content != null) {
          send(call, file, coding, content);
          return;
        }
      }
    }
    Api.notFound(call);
  }

  private static void send(Call call, Listed file, Coding coding, byte[] content) {
    var tag =
        "\"%s%s\"".formatted(file.digest(), coding.word().isEmpty() ? "" : "-" + coding.word());
    var headers = new HashMap<>(ReplyHeaders.PAGE);
    headers.put("etag", tag);
    headers.put("cache-control", file.immutable() ? FOREVER : "no-cache");
    headers.put(
        "vary", file.name().equals(DOCUMENT) ? "accept, accept-encoding" : "accept-encoding");
    if (knows(call, tag)) {
      call.reply().send(304, headers, Unpooled.EMPTY_BUFFER);
      return;
    }
    headers.put("content-type", file.contentType());
    if (coding != Coding.PLAIN) {
      headers.put("content-encoding", coding.word());
    }
    call.reply().send(200, headers, Unpooled.wrappedBuffer(content));
  }

  /// Whether the browser holds what this tag names.
  private static boolean knows(Call call, String tag) {
    return listed(call, "if-none-match")
        .map(known -> known.startsWith("W/") ? known.substring(2) : known)
        .anyMatch(tag::equals);
  }

  /// Whether a list in a header names a word, and not with a quality of 0. Wildcards are not taken: what is sent must
  /// be wanted.
  private static boolean accepts(Call call, String header, String word) {
    return listed(call, header)
        .map(entry -> List.of(entry.toLowerCase(Locale.ROOT).replace(" ", "").split(";", -1)))
        .anyMatch(
            entry ->
                entry.getFirst().equals(word)
                    && entry.stream().noneMatch(quality -> quality.matches("q=0(\\.0*)?")));
  }

  private static Stream<String> listed(Call call, String header) {
    return call.head().headers().getOrDefault(header, List.of()).stream()
        .flatMap(line -> Stream.of(line.split(",", -1)))
        .map(String::trim);
  }

  private static final String WITHOUT_PAGE =
      """

      There is no page here for browsers: this program was built without it, because Node.js (18 or newer) or npm was
      missing, or npm could not get its packages. Everything else works. Install Node.js and npm, remove
      target/skillwire.jar, and start Skillwire again: it is then built with the page.
      """;

  private String greeting() {
    return """
        Skillwire %s is running.

        Page              /  in a browser
        WebSocket         /  (or /events for the second vocabulary)
        Event stream      /api/v1/events   with Accept: text/event-stream
        HTTP interface    /api/v1/skills, /api/v1/confirmations, /api/v1/rules, /api/v1/events, /api/v1/audit
        Contracts         /asyncapi.yaml, /openapi.yaml
        Health            /healthz, /readyz
        """
        .formatted(version);
  }
}
