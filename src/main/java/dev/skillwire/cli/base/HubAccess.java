package dev.skillwire.cli.base;

import dev.skillwire.client.Addresses;
import dev.skillwire.client.ClientSettings;
import dev.skillwire.client.HubApi;
import dev.skillwire.client.HubClient;
import dev.skillwire.client.HubFinder;
import dev.skillwire.client.HubListener;
import dev.skillwire.client.HubProblem;
import dev.skillwire.client.Message;
import dev.skillwire.client.Position;
import dev.skillwire.client.Table;
import dev.skillwire.client.Trust;
import dev.skillwire.wire.ClientMessage.Filter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The hub that a command talks to, and how to get in.
///
/// Who asks can't answer: to the hub, a token is one person. So sources come without the token where the
/// hub lets them, and the token stays with those who watch and answer.
public final class HubAccess {

  private final URI address;
  private final @Nullable String token;
  private final Trust trust;

  /// A hub in this process, or one like it.
  public HubAccess(URI address, @Nullable String token) {
    this(address, token, Trust.OF_JAVA);
  }

  private HubAccess(URI address, @Nullable String token, Trust trust) {
    this.address = address;
    this.token = token;
    this.trust = trust;
  }

  /// @param certificates a file, or null for that of `SKILLWIRE_TLS_CA`, if it is set
  static HubAccess find(Surroundings around, @Nullable String url, @Nullable Path certificates) {
    try {
      var hub = new HubFinder(around.environment(), around.home()).find(url);
      return new HubAccess(hub.address(), hub.token(), trust(around, certificates));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private static Trust trust(Surroundings around, @Nullable Path certificates) {
    var variable = around.environment().getOrDefault("SKILLWIRE_TLS_CA", "");
    if (certificates == null && variable.isBlank()) {
      return Trust.OF_JAVA;
    }
    try {
      return Trust.also(certificates == null ? Path.of(variable) : certificates);
    } catch (NoSuchFileException e) {
      throw new CommandFailure(ExitCode.USAGE, "--tls-ca: no such file: " + e.getFile());
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.USAGE, "--tls-ca: " + e.getMessage());
    }
  }

  public URI address() {
    return address;
  }

  /// True when this program has a token that this hub may see.
  public boolean showsToken() {
    return token != null;
  }

  /// What a command that is proposed to a person must say to reach this hub, beginning with a blank; "" where it is
  /// found without being named.
  public String option(Surroundings around) {
    return foundUnnamed(around) ? "" : " --url " + address;
  }

  private boolean foundUnnamed(Surroundings around) {
    try {
      var found = new HubFinder(around.environment(), around.home()).find(null).address();
      return found.equals(address)
          || (found.getScheme().equals(address.getScheme())
              && Addresses.port(found) == Addresses.port(address)
              && Addresses.loopback(found)
              && Addresses.loopback(address));
    } catch (IllegalArgumentException e) {
      return false; // SKILLWIRE_URL is no address
    }
  }

  /// One request, such as `api -> api.get("/api/v1/skills")`.
  public Message ask(String name, Request request) {
    try (var api = new HubApi(address, token, name, trust)) {
      return request.on(api);
    } catch (IOException e) {
      throw CommandFailure.of(e, address.toString());
    }
  }

  /// One page of a table.
  public Table table(String name, String path) {
    try (var api = new HubApi(address, token, name, trust)) {
      return api.table(path);
    } catch (IOException e) {
      throw CommandFailure.of(e, address.toString());
    }
  }

  /// A connection to the HTTP API for a source of events.
  public Message publish(String name, Request request) throws IOException {
    try (var api = new HubApi(address, null, name, trust)) {
      return request.on(api);
    } catch (HubProblem e) {
      if (token == null || !e.notAdmitted()) {
        throw e;
      }
    }
    try (var api = new HubApi(address, token, name, trust)) {
      return request.on(api);
    }
  }

  /// A client that reports and asks.
  public HubClient source(String name) throws IOException {
    return source(name, new HubListener() {});
  }

  /// A client that reports and asks, and tells how its connection fares.
  public HubClient source(String name, HubListener listener) throws IOException {
    try {
      return HubClient.connect(
          ClientSettings.source(address, null, name).trusting(trust), listener);
    } catch (HubProblem e) {
      if (token == null || !e.notAdmitted()) {
        throw e;
      }
      return HubClient.connect(
          ClientSettings.source(address, token, name).trusting(trust), listener);
    }
  }

  /// A client that watches and answers.
  public HubClient watcher(
      String name, Filter filter, @Nullable Position from, HubListener listener)
      throws IOException {
    return HubClient.connect(
        new ClientSettings(address, token, name, filter, true, from, trust), listener);
  }

  /// One request.
  public interface Request {
    Message on(HubApi api) throws IOException;
  }
}
