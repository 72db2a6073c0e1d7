package dev.skillwire.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.contract.Api;
import dev.skillwire.contract.HubUnderTest;
import dev.skillwire.contract.Json;
import dev.skillwire.contract.Say;
import dev.skillwire.contract.WireClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// Many people answer at the same moment.
class TwoAnswersTest {

  private static final int QUESTIONS = 50;
  private static final int SOCKETS = 4;
  private static final int CALLERS = 3;

  @RegisterExtension static final HubUnderTest hub = HubUnderTest.with();

  /// @param won whether the hub took it
  /// @param reply what the hub said
  private record Attempt(boolean won, String choice, JsonNode reply) {}

  @Test
  void oneWinsAndEverybodyHearsTheSame() throws Exception {
    var requester = hub.client();
    var sockets = new ArrayList<WireClient>();
    var callers = new ArrayList<Api>();
    for (int i = 0; i < SOCKETS; i++) {
      sockets.add(hub.client(i % 2 == 0 ? "/" : "/events"));
    }
    for (int i = 0; i < CALLERS; i++) {
      callers.add(hub.api());
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int q = 0; q < QUESTIONS; q++) {
        var id = Say.fresh("race");
        var _ = requester.acked(Say.question(id));
        for (var socket : sockets) {
          var _ = socket.expect("confirmation_required", "id", id);
        }
        var all = new CyclicBarrier(SOCKETS + CALLERS);
        var attempts = new ArrayList<Callable<Attempt>>();
        for (int i = 0; i < SOCKETS; i++) {
          var socket = sockets.get(i);
          var choice = (i + q) % 2 == 0 ? "yes" : "no";
          attempts.add(
              () -> {
                var _ = all.await();
                var reply = socket.ask(Say.answer(id, choice, "comment", "s"));
                return new Attempt(Json.has(reply, "type", "ack"), choice, reply);
              });
        }
        for (int i = 0; i < CALLERS; i++) {
          var caller = callers.get(i);
          var choice = (i + q) % 2 == 0 ? "no" : "yes";
          attempts.add(
              () -> {
                var _ = all.await();
                var reply =
                    caller.post(
                        "/api/v1/confirmations/" + id + "/answer", Json.object("response", choice));
                return new Attempt(reply.status() == 200, choice, reply.json());
              });
        }
        var results = new ArrayList<Attempt>();
        for (var future : threads.invokeAll(attempts)) {
          results.add(future.get());
        }
        assertOneWon(id, results, requester, sockets);
      }
    }
  }

  private static void assertOneWon(
      String id, List<Attempt> attempts, WireClient requester, List<WireClient> sockets) {
    var winner = attempts.stream().filter(Attempt::won).toList();
    assertThat(winner).as(attempts.toString()).hasSize(1);
    var told = requester.expect("confirmation_answered", "id", id);
    assertThat(told.path("response").asString("")).isEqualTo(winner.getFirst().choice());
    for (var socket : sockets) {
      assertThat(socket.expect("confirmation_answered", "id", id)).isEqualTo(told);
    }
    var name = told.path("answered_by").path("name").asString("");
    assertThat(attempts.stream().filter(a -> !a.won()))
        .allSatisfy(
            loser -> {
              assertThat(loser.reply().path("code").asString("")).isEqualTo("already_answered");
              assertThat(loser.reply().toString()).contains(name);
            });
  }
}
