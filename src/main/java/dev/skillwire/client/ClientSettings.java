package dev.skillwire.client;

import dev.skillwire.wire.ClientMessage.Filter;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a client connects to, as whom, and for what.
///
/// @param address `ws:` or `wss:`; its path chooses the vocabulary
/// @param token shown to the hub, or null for none
/// @param name what this client calls itself to people, such as `watch`
/// @param filter what it wants to be sent
/// @param resume true to read every event without a gap, across lost connections
/// @param from where to begin reading, or null for a snapshot of now
/// @param trust whose certificates it takes for the hub's
public record ClientSettings(
    URI address,
    @Nullable String token,
    String name,
    Filter filter,
    boolean resume,
    @Nullable Position from,
    Trust trust) {

  /// What a source of runs needs to be sent: only that somebody wants a run to end. Questions and
  /// their outcomes pass every filter.
  public static final Filter SOURCE =
      new Filter(Set.of("skill_cancel_requested"), Set.of(), Set.of(), false);

  /// A client that reports runs and asks questions.
  public static ClientSettings source(URI address, @Nullable String token, String name) {
    return new ClientSettings(address, token, name, SOURCE, false, null, Trust.OF_JAVA);
  }

  /// A client that reads every event.
  public static ClientSettings watcher(URI address, @Nullable String token, String name) {
    return new ClientSettings(address, token, name, Filter.ALL, true, null, Trust.OF_JAVA);
  }

  /// The same, by other certificates.
  public ClientSettings trusting(Trust others) {
    return new ClientSettings(address, token, name, filter, resume, from, others);
  }

  /// Never the token.
  @Override
  public String toString() {
    return name + " at " + address;
  }
}
