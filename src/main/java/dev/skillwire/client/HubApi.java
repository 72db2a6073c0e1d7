package dev.skillwire.client;

import dev.skillwire.wire.BadMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The HTTP API of a hub, for programs that ask one thing and end.
public final class HubApi implements AutoCloseable {

  /// Bytes of one answer that are read.
  static final int ANSWER_BYTES = 128 * 1024 * 1024;

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private final URI address;
  private final @Nullable String token;
  private final String name;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  /// @param address of the hub's socket
  /// @param name what this program calls itself to people
  public HubApi(URI address, @Nullable String token, String name) {
    this.address = address;
    this.token = token;
    this.name = name;
  }

  /// Reads.
  ///
  /// @param path with its query, already escaped
  /// @throws HubProblem if the hub refuses
  /// @throws IOException if there is no hub
  public Message get(String path) throws IOException {
    return send(request(path).GET());
  }

  /// Reads a table.
  public Table table(String path) throws IOException {
    var response = exchange(request(path).setHeader("Accept", "text/csv, application/json").GET());
    var text = text(response);
    if (response.statusCode() >= 400) {
      throw problem(response.statusCode(), message(response.statusCode(), text));
    }
    return Table.of(text, response.headers().firstValue("link").orElse(""));
  }

  /// Sends one JSON object.
  public Message post(String path, Message body) throws IOException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
  }

  public Message delete(String path) throws IOException {
    return send(request(path).DELETE());
  }

  /// Sends JSON objects, one in each line.
  public Message postLines(String path, String lines) throws IOException {
    return send(
        request(path)
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.ofString(lines)));
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private HttpRequest.Builder request(String path) {
    var builder =
        HttpRequest.newBuilder(Addresses.http(address, path))
            .timeout(ANSWER)
            .header("Accept", "application/json")
            .header("User-Agent", "skillwire/" + Addresses.plain(name));
    if (token != null) {
      builder.header("Authorization", "Bearer " + token);
    }
    return builder;
  }

  private Message send(HttpRequest.Builder request) throws IOException {
    var response = exchange(request);
    int status = response.statusCode();
    var message = message(status, text(response));
    if (status >= 400) {
      throw problem(status, message);
    }
    return message;
  }

  private HttpResponse<InputStream> exchange(HttpRequest.Builder request) throws IOException {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (ConnectException e) {
      throw new ConnectException("nothing answers at " + address);
    } catch (HttpTimeoutException e) {
      throw new IOException("the hub at " + address + " does not answer in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private Message message(int status, String text) throws HubProblem {
    try {
      return text.isBlank() ? new MessageBuilder().build() : Message.parse(text);
    } catch (BadMessage e) {
      throw new HubProblem(status, "", "what answers " + status + " at " + address + " is no hub");
    }
  }

  private static String text(HttpResponse<InputStream> response) throws IOException {
    try (var body = response.body()) {
      var bytes = body.readNBytes(ANSWER_BYTES + 1);
      if (bytes.length > ANSWER_BYTES) {
        throw new IOException("the answer takes more than " + ANSWER_BYTES + " bytes");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private static HubProblem problem(int status, Message problem) {
    for (var field : new String[] {"detail", "message", "title"}) {
      if (!problem.text(field).isEmpty()) {
        return new HubProblem(status, problem.text("code"), problem.text(field), problem);
      }
    }
    return new HubProblem(status, problem.text("code"), "the hub answered " + status, problem);
  }
}
