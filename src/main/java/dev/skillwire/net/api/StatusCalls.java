package dev.skillwire.net.api;

import dev.skillwire.stream.Hub;
import java.io.IOException;
import java.util.Map;

/// What is not under `/api`, the page aside: health, and the machine-readable contracts.
final class StatusCalls {

  private final Hub hub;
  private final String version;

  StatusCalls(Hub hub, String version) {
    this.hub = hub;
    this.version = version;
  }

  void serve(Call call, String method) {
    switch (call.head().path()) {
      case "/healthz", "/readyz", "/asyncapi.yaml", "/openapi.yaml" -> {
        if (method.equals("GET")) {
          get(call);
        } else {
          Api.notAllowed(call, "GET");
        }
      }
      default -> Api.notFound(call);
    }
  }

  private void get(Call call) {
    switch (call.head().path()) {
      case "/healthz" -> health(call);
      case "/readyz" -> health(call);
      default -> Api.aside(call, () -> contract(call));
    }
  }

  private void health(Call call) {
    boolean stopped = hub.stopped().isDone();
    call.json(
        stopped ? 503 : 200,
        out -> {
          out.writeStringProperty("status", stopped ? "stopped" : "ok");
          out.writeStringProperty("version", version);
          out.writeStringProperty("epoch", hub.epoch());
          out.writeNumberProperty("head", hub.tail().head());
        });
  }

  private void contract(Call call) throws IOException {
    var name = call.head().path().substring(1);
    try (var in = StatusCalls.class.getResourceAsStream("/dev/skillwire/net/" + name)) {
      if (in == null) {
        Api.notFound(call);
        return;
      }
      call.answer(200, "application/yaml; charset=utf-8", Map.of(), in.readAllBytes());
    }
  }
}
