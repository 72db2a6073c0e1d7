package dev.skillwire.engine;

import dev.skillwire.engine.skill.Action;
import dev.skillwire.engine.skill.Draft;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Sends the requests of `http` steps.
final class HttpCalls {

  /// Bytes of an answer that are kept.
  static final int BODY_BYTES = 1024 * 1024;

  /// Characters of a refusal that become the error of the step.
  private static final int COMPLAINT_CHARS = 500;

  private static final int GOOD_FROM = 200;
  private static final int GOOD_TO = 299;

  private static final Duration CONNECT = Duration.ofSeconds(20);

  private final RunContext context;

  HttpCalls(RunContext context) {
    this.context = context;
  }

  /// An answer.
  ///
  /// @param cut true when the body is only its beginning
  record Answer(int status, Map<String, String> headers, String body, boolean cut) {

    Produced produced() {
      return Produced.text(body).and("_status", status).and("_headers", headers);
    }
  }

  /// Fills in a request.
  ///
  /// @throws StepFailure when that gives none
  HttpRequest request(Action.Http http, @Nullable Duration timeout) throws StepFailure {
    var url = context.text(http.url()).strip();
    try {
      var uri = URI.create(url);
      if (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
        throw new StepFailure("'" + url + "' is no http or https address.");
      }
      var request = HttpRequest.newBuilder(uri).method(http.method(), body(http));
      if (http.json() != null) {
        request.header("Content-Type", "application/json");
      }
      http.headers().forEach((name, value) -> request.setHeader(name, context.text(value)));
      if (timeout != null && timeout.isPositive()) {
        request.timeout(timeout);
      }
      return request.build();
    } catch (IllegalArgumentException e) {
      throw new StepFailure("The request can't be made: " + e.getMessage());
    }
  }

  private HttpRequest.BodyPublisher body(Action.Http http) {
    Draft json = http.json();
    if (json != null) {
      return HttpRequest.BodyPublishers.ofString(JsonText.text(json.filled(context::value)));
    }
    var body = http.body();
    return body == null
        ? HttpRequest.BodyPublishers.noBody()
        : HttpRequest.BodyPublishers.ofString(context.text(body));
  }

  /// Sends a request and waits for a good answer.
  ///
  /// @throws StepFailure when there is none
  Answer send(Action.Http http, HttpRequest request, @Nullable Duration timeout)
      throws StepFailure, RunStopped, InterruptedException {
    context.stopIfCancelled();
    try (var client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build()) {
      try {
        return judged(http, answer(client, request, timeout));
      } finally {
        client.shutdownNow();
      }
    }
  }

  private Answer answer(HttpClient client, HttpRequest request, @Nullable Duration timeout)
      throws StepFailure, RunStopped, InterruptedException {
    var sent =
        client
            .sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
            .thenApplyAsync(HttpCalls::read, command -> Thread.ofVirtual().start(command));
    try {
      var first = CompletableFuture.anyOf(sent, context.cancelled());
      if (timeout == null || !timeout.isPositive()) {
        first.get();
      } else {
        first.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      }
      if (!sent.isDone()) {
        context.stopIfCancelled();
      }
      return sent.get();
    } catch (TimeoutException _) {
      throw tooLong(timeout);
    } catch (ExecutionException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof HttpTimeoutException && timeout != null) {
        throw tooLong(timeout);
      }
      throw new StepFailure("No answer from " + request.uri().getAuthority() + ": " + words(cause));
    }
  }

  private static StepFailure tooLong(@Nullable Duration timeout) {
    return new StepFailure("It took longer than " + Commands.words(timeout) + " and was stopped.");
  }

  /// The cause in words that repairs know.
  private static String words(Throwable cause) {
    Throwable last = cause;
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof UnresolvedAddressException) {
        return "name or service not known";
      }
      last = at;
    }
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at.getMessage() != null && !at.getMessage().contains("Exception")) {
        return at.getMessage();
      }
      if (at instanceof ConnectException) {
        return "connection refused";
      }
    }
    return last.getClass().getSimpleName();
  }

  private static Answer read(HttpResponse<InputStream> response) {
    try (var in = response.body()) {
      var bytes = in.readNBytes(BODY_BYTES + 1);
      boolean cut = bytes.length > BODY_BYTES;
      var headers = new TreeMap<String, String>();
      response.headers().map().forEach((name, all) -> headers.put(name, String.join(", ", all)));
      return new Answer(
          response.statusCode(),
          headers,
          new String(bytes, 0, Math.min(bytes.length, BODY_BYTES), StandardCharsets.UTF_8),
          cut);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Answer judged(Action.Http http, Answer answer) throws StepFailure {
    boolean good =
        http.statuses().isEmpty()
            ? answer.status() >= GOOD_FROM && answer.status() <= GOOD_TO
            : http.statuses().contains(answer.status());
    if (!good) {
      var body = answer.body().strip();
      throw new StepFailure(
          "status "
              + answer.status()
              + (body.isEmpty()
                  ? ""
                  : ": " + body.substring(0, Math.min(body.length(), COMPLAINT_CHARS))),
          body);
    }
    return answer;
  }

  /// What is told with the end of the step.
  static Map<String, Object> told(Answer answer, int chars) {
    var told = new LinkedHashMap<String, Object>();
    told.put("status", answer.status());
    var body = answer.body().strip();
    told.put("body", body.substring(0, Math.min(body.length(), chars)));
    if (answer.cut() || body.length() > chars) {
      told.put("truncated", true);
    }
    return told;
  }
}
