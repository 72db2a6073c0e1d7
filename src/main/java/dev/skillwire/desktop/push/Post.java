package dev.skillwire.desktop.push;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Posts JSON, and tries again where that may help. Follows no redirect: what is sent is meant for one
/// receiver.
public final class Post implements AutoCloseable {

  /// Pauses before the second, third and fourth attempt.
  static final List<Duration> PAUSES =
      List.of(Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(16));

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ATTEMPT = Duration.ofSeconds(10);
  private static final int TOO_MANY = 429;
  private static final int SERVERS_FAULT = 500;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private final List<Duration> pauses;

  public Post() {
    this(PAUSES);
  }

  Post(List<Duration> pauses) {
    this.pauses = pauses;
  }

  /// Sends a body until it is taken.
  ///
  /// @param headers made anew for each attempt
  /// @throws IOException when it was refused, or not taken by the last attempt; without the address,
  ///     which may be a secret
  void send(URI to, String body, Supplier<Map<String, String>> headers)
      throws IOException, InterruptedException {
    for (int attempt = 0; ; attempt++) {
      String problem;
      boolean again = true;
      try {
        var request =
            HttpRequest.newBuilder(to)
                .timeout(ATTEMPT)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.get().forEach(request::header);
        int status =
            http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status >= 200 && status < 300) {
          return;
        }
        problem = "status " + status;
        again = status >= SERVERS_FAULT || status == TOO_MANY;
      } catch (IOException e) {
        problem = e.getClass().getSimpleName();
      }
      if (!again || attempt == pauses.size()) {
        throw new IOException(problem);
      }
      Thread.sleep(pauses.get(attempt));
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
