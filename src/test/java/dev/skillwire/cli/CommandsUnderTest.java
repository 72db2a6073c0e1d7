package dev.skillwire.cli;

import com.sun.net.httpserver.HttpServer;
import dev.skillwire.cli.base.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Commands in this process, talking to an API that answers what a test wants.
abstract class CommandsUnderTest {

  @TempDir Path home;

  final ByteArrayOutputStream out = new ByteArrayOutputStream();
  final ByteArrayOutputStream err = new ByteArrayOutputStream();
  final Map<String, String> environment = new HashMap<>();
  final Map<String, String> answers = new HashMap<>();
  final List<String> requests = new CopyOnWriteArrayList<>();
  int status = 200;
  HttpServer api;

  @BeforeEach
  void start() throws IOException {
    api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.createContext(
        "/",
        exchange -> {
          var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
          var answer =
              answers
                  .getOrDefault(exchange.getRequestURI().getPath(), "{}")
                  .replace('\'', '"')
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(
              exchange.getRequestMethod().equals("GET") ? 200 : status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    api.start();
    environment.put("SKILLWIRE_URL", "ws://localhost:" + api.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    api.stop(0);
  }

  int run(String input, String... arguments) {
    var around =
        new Surroundings(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            home,
            home,
            false,
            () -> false,
            InstantSource.system());
    return Main.run(around, arguments);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
