package dev.skillwire.app;

import dev.skillwire.desktop.DeskSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a hub is told when it starts. [SettingsLoader] reads it; `docs/cli.md` lists every key.
///
/// @param host `localhost` for both loopback addresses, any other name or address for itself
/// @param port 0 for any that is free
/// @param data directory of the log and the tokens, or null to leave nothing on disk
/// @param memory whether the log is kept in memory; a directory then holds the tokens alone
/// @param desktop whether the hub takes questions to people by itself: windows, sounds, notifications,
///     dialogs, second persons
/// @param allowedOrigins pages of other origins that may talk to the hub
/// @param allowedHosts more `Host` values to accept
/// @param trustLoopback take loopback peers for the same user where the system can't tell
/// @param requireToken nobody is let in for being the same user
/// @param answersNeedToken only who shows a token may answer
/// @param insecure serve beyond loopback without TLS
/// @param tls certificate and key, or null for plain TCP
/// @param retention what the log keeps
/// @param bounds of connections
/// @param desk how a question finds a person; without `desktop` it does not matter
/// @param masking of secrets
public record Settings(
    String host,
    int port,
    @Nullable Path data,
    boolean memory,
    boolean desktop,
    Set<String> allowedOrigins,
    Set<String> allowedHosts,
    boolean trustLoopback,
    boolean requireToken,
    boolean answersNeedToken,
    boolean insecure,
    @Nullable Tls tls,
    Retention retention,
    Bounds bounds,
    DeskSettings desk,
    Masking masking) {

  public static final String HOST = "localhost";
  public static final int PORT = 9876;

  /// Files in PEM.
  public record Tls(Path certificate, Path key) {}

  /// What the log keeps: events that are younger, as long as there is room.
  ///
  /// @param bytes of the log on disk; the oldest events beyond are deleted
  public record Retention(Duration age, long bytes) {
    public static final Retention DEFAULT = new Retention(Duration.ofDays(30), 1L << 30);
  }

  /// Bounds of connections.
  ///
  /// @param connections at the same time
  /// @param messageBytes of one received message
  /// @param lagEvents a client that is further behind is brought up to date by a fresh state
  /// @param lagBytes the same, in bytes
  public record Bounds(int connections, int messageBytes, int lagEvents, long lagBytes) {
    public static final Bounds DEFAULT = new Bounds(20_000, 1 << 20, 65_536, 64L << 20);
  }

  /// What is taken out of events before they are stored.
  ///
  /// @param on false to store everything as it comes
  /// @param patterns beside the shipped ones, in RE2's syntax
  public record Masking(boolean on, List<String> patterns) {
    public static final Masking DEFAULT = new Masking(true, List.of());
  }

  /// The defaults, in memory or on a directory.
  public static Settings of(int port, @Nullable Path data) {
    return new Settings(
        HOST,
        port,
        data,
        data == null,
        true,
        Set.of(),
        Set.of(),
        false,
        false,
        false,
        false,
        null,
        Retention.DEFAULT,
        Bounds.DEFAULT,
        DeskSettings.DEFAULT,
        Masking.DEFAULT);
  }

  /// These settings without any way to a person but the clients.
  public Settings withoutDesktop() {
    return new Settings(
        host,
        port,
        data,
        memory,
        false,
        allowedOrigins,
        allowedHosts,
        trustLoopback,
        requireToken,
        answersNeedToken,
        insecure,
        tls,
        retention,
        bounds,
        desk,
        masking);
  }
}
