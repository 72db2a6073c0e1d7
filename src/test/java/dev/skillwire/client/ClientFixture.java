package dev.skillwire.client;

import dev.skillwire.core.Command;
import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Json;
import dev.skillwire.core.Risk;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A hub that says what a test tells it to, and clients that connect to it.
class ClientFixture {

  static final Timing QUICK =
      new Timing(
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          Duration.ofMillis(20),
          Duration.ofMillis(50));

  FakeHub hub;

  @BeforeEach
  void start() throws IOException {
    hub = new FakeHub();
  }

  @AfterEach
  void stop() throws IOException {
    hub.close();
  }

  CompletableFuture<HubClient> connecting(
      ClientSettings settings, HubListener listener, Timing timing) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return HubClient.connect(settings, listener, timing);
          } catch (IOException e) {
            throw new java.util.concurrent.CompletionException(e);
          }
        },
        task -> Thread.ofVirtual().start(task));
  }

  CompletableFuture<HubClient> source() {
    return connecting(
        ClientSettings.source(hub.address(), null, "test"), new HubListener() {}, QUICK);
  }

  static Command named(String type) {
    return new Command.Broadcast(type, Json.EMPTY_OBJECT);
  }

  static Command.AskConfirmation question(String id) {
    return new Command.AskConfirmation(
        new ConfirmationId(id),
        new Command.RunRef(null, null),
        null,
        null,
        "Go?",
        List.of("yes", "no"),
        "",
        null,
        null,
        Risk.LOW,
        null,
        null,
        null,
        null);
  }

  static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(20, TimeUnit.SECONDS);
  }

  static HubListener collecting(List<Message> into) {
    return new HubListener() {
      @Override
      public void received(Message event) {
        into.add(event);
      }
    };
  }
}
