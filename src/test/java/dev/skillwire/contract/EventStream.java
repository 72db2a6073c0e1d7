package dev.skillwire.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/// A reader of server-sent events. Every message keeps the `id` it came with, as field `sse_id`.
public final class EventStream extends Inbox implements Closeable {

  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpHeaders headers;
  private final InputStream body;
  private final List<String> lines = new ArrayList<>();

  private EventStream(URI address, String... requestHeaders) throws IOException {
    var request =
        HttpRequest.newBuilder(address)
            .version(HttpClient.Version.HTTP_1_1)
            .header("Accept", "text/event-stream");
    if (requestHeaders.length > 0) {
      request.headers(requestHeaders);
    }
    try {
      var response = http.send(request.build(), BodyHandlers.ofInputStream());
      if (response.statusCode() != 200) {
        throw new AssertionError(
            response.statusCode() + " " + new String(response.body().readAllBytes(), UTF_8));
      }
      headers = response.headers();
      body = response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
    Thread.ofVirtual().name("sse-reader").start(this::read);
  }

  /// Connects and reads in the background.
  ///
  /// @param headers alternating names and values
  public static EventStream open(URI address, String... headers) {
    try {
      return new EventStream(address, headers);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public HttpHeaders headers() {
    return headers;
  }

  /// Every line received so far, comments and blank ones too.
  public List<String> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  @Override
  public void close() throws IOException {
    http.shutdownNow();
    body.close();
  }

  private void read() {
    var id = "";
    var data = new ArrayList<String>();
    try (var reader = new BufferedReader(new InputStreamReader(body, UTF_8))) {
      for (var line = reader.readLine(); line != null; line = reader.readLine()) {
        synchronized (lines) {
          lines.add(line);
        }
        if (line.startsWith("id:")) {
          id = line.substring(3).strip();
        } else if (line.startsWith("data:")) {
          data.add(line.substring(5));
        } else if (line.isEmpty() && !data.isEmpty()) {
          add(Json.plus(Json.readObject(String.join("\n", data)), "sse_id", id));
          data.clear();
        }
      }
      end("closed by the hub");
    } catch (IOException e) {
      end("broken: " + e);
    }
  }
}
