package dev.skillwire.desktop;

import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a question finds a person who does not look at any client.
///
/// @param channels what may be used on this machine
/// @param windows classes of the editor's windows (on macOS names of applications), the one to prefer
///     first; empty raises none
/// @param webhook told of a question that nobody answers, or null
/// @param ntfy the same
/// @param publicUrl where people elsewhere reach this hub, for links that answer; null for no links
public record DeskSettings(
    Delays delays,
    Set<Channel> channels,
    List<String> windows,
    @Nullable Webhook webhook,
    @Nullable Ntfy ntfy,
    @Nullable URI publicUrl) {

  /// Ways to a person at this machine.
  public enum Channel {
    WINDOW,
    SOUND,
    NOTIFICATION,
    DIALOG
  }

  /// When what is tried, counted from the question; where the time to answer is short, sooner.
  ///
  /// @param focusedFor how much longer everything waits while a person is looking at a client
  /// @param nudgeAfter window, sound and notification, if nobody is looking
  /// @param dialogAfter dialog; at once where no client could answer
  /// @param pushAfter a second person
  public record Delays(
      Duration focusedFor, Duration nudgeAfter, Duration dialogAfter, Duration pushAfter) {
    public static final Delays DEFAULT =
        new Delays(
            Duration.ofSeconds(60),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofSeconds(60));
  }

  /// Where questions are posted as JSON.
  ///
  /// @param secret signs them
  public record Webhook(URI address, String secret) {
    @Override
    public String toString() {
      return "Webhook[" + address.getHost() + "]";
    }
  }

  /// A topic of an ntfy server.
  ///
  /// @param token to publish there, or ""
  public record Ntfy(URI topic, String token) {
    @Override
    public String toString() {
      // Who knows the topic can read it.
      return "Ntfy[" + topic.getHost() + "]";
    }
  }

  public static final List<String> WINDOWS =
      List.of("Cursor", "Code", "VSCodium", "code-oss", "Visual Studio Code");

  public static final DeskSettings DEFAULT =
      new DeskSettings(Delays.DEFAULT, EnumSet.allOf(Channel.class), WINDOWS, null, null, null);
}
