package dev.skillwire.cli.base;

import dev.skillwire.client.ClientSettings;
import dev.skillwire.client.HubApi;
import dev.skillwire.client.HubClient;
import dev.skillwire.client.HubFinder;
import dev.skillwire.client.HubListener;
import dev.skillwire.client.HubProblem;
import dev.skillwire.client.Message;
import dev.skillwire.client.Position;
import dev.skillwire.client.Table;
import dev.skillwire.wire.ClientMessage.Filter;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// The hub that a command talks to, and how to get in.
///
/// Who asks can't answer: to the hub, a token is one person. So sources come without the token where the
/// hub lets them, and the token stays with those who watch and answer.
public final class HubAccess {

  private final URI address;
  private final @Nullable String token;

  public HubAccess(URI address, @Nullable String token) {
    this.address = address;
    this.token = token;
  }

  static HubAccess find(Surroundings around, @Nullable String url) {
    try {
      var hub = new HubFinder(around.environment(), around.home()).find(url);
      return new HubAccess(hub.address(), hub.token());
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  public URI address() {
    return address;
  }

  /// One request, such as `api -> api.get("/api/v1/skills")`.
  public Message ask(String name, Request request) {
    try (var api = new HubApi(address, token, name)) {
      return request.on(api);
    } catch (IOException e) {
      throw CommandFailure.of(e, address.toString());
    }
  }

  /// One page of a table.
  public Table table(String name, String path) {
    try (var api = new HubApi(address, token, name)) {
      return api.table(path);
    } catch (IOException e) {
      throw CommandFailure.of(e, address.toString());
    }
  }

  /// A connection to the HTTP API for a source of events.
  public Message publish(String name, Request request) throws IOException {
    try (var api = new HubApi(address, null, name)) {
      return request.on(api);
    } catch (HubProblem e) {
      if (token == null || !e.notAdmitted()) {
        throw e;
      }
    }
    try (var api = new HubApi(address, token, name)) {
      return request.on(api);
    }
  }

  /// A client that reports and asks.
  public HubClient source(String name) throws IOException {
    try {
      return HubClient.connect(ClientSettings.source(address, null, name), new HubListener() {});
    } catch (HubProblem e) {
      if (token == null || !e.notAdmitted()) {
        throw e;
      }
      return HubClient.connect(ClientSettings.source(address, token, name), new HubListener() {});
    }
  }

  /// A client that watches and answers.
  public HubClient watcher(
      String name, Filter filter, @Nullable Position from, HubListener listener)
      throws IOException {
    return HubClient.connect(
        new ClientSettings(address, token, name, filter, true, from), listener);
  }

  /// One request.
  public interface Request {
    Message on(HubApi api) throws IOException;
  }
}
