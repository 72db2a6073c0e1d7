package dev.skillwire.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The HTTP API as a caller uses it. Requests of one instance that do not overlap share one TCP
/// connection; those of two instances never do.
public final class Api {

  /// What came back.
  public record Answer(int status, HttpHeaders headers, String body) {

    public ObjectNode json() {
      return Json.readObject(body);
    }

    public String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    /// The body, once the status is as it must be.
    public ObjectNode json(int expectedStatus) {
      if (status != expectedStatus) {
        throw new AssertionError("Status " + status + ", not " + expectedStatus + ": " + body);
      }
      return json();
    }
  }

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HubUnderTest hub;
  private final @Nullable String token;

  public Api(HubUnderTest hub, @Nullable String token) {
    this.hub = hub;
    this.token = token;
  }

  public Answer get(String path) {
    return exchange(request(path).GET());
  }

  public Answer delete(String path) {
    return exchange(request(path).DELETE());
  }

  public Answer post(String path, ObjectNode body) {
    return post(path, "application/json", body.toString());
  }

  /// Posts a body of that type.
  ///
  /// @param headers alternating names and values
  public Answer post(String path, String contentType, String body, String... headers) {
    var request = request(path).header("Content-Type", contentType);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return exchange(request.POST(BodyPublishers.ofString(body)));
  }

  /// Publishes one event that must be accepted.
  ///
  /// @return its sequence
  public long publish(ObjectNode event) {
    var result = post("/api/v1/events", event).json(200).path("results").path(0);
    if (!result.path("seq").isIntegralNumber()) {
      throw new AssertionError("Refused: " + event + " with " + result);
    }
    return result.path("seq").asLong();
  }

  private HttpRequest.Builder request(String path) {
    var builder = HttpRequest.newBuilder(hub.http(path)).timeout(LIMIT);
    if (token != null) {
      builder.header("Authorization", "Bearer " + token);
    }
    return builder;
  }

  private Answer exchange(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
