package dev.skillwire.app;

import dev.skillwire.app.SettingSources.Value;
import dev.skillwire.desktop.DeskSettings;
import dev.skillwire.desktop.DeskSettings.Channel;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads how a question finds a person.
final class DeskReading {

  /// Characters of a secret that signs: what is shorter can be tried out.
  private static final int SECRET_CHARS = 16;

  private static final Set<String> NONE = Set.of("none");

  private DeskReading() {}

  static DeskSettings of(SettingSources sources) throws SettingsException {
    var delays = DeskSettings.Delays.DEFAULT;
    return new DeskSettings(
        new DeskSettings.Delays(
            SettingsLoader.age(sources, "desktop-focused-for", delays.focusedFor()),
            SettingsLoader.age(sources, "desktop-nudge-after", delays.nudgeAfter()),
            SettingsLoader.age(sources, "desktop-dialog-after", delays.dialogAfter()),
            SettingsLoader.age(sources, "push-after", delays.pushAfter())),
        channels(sources),
        windows(sources),
        webhook(sources),
        ntfy(sources),
        publicUrl(sources));
  }

  private static Set<Channel> channels(SettingSources sources) throws SettingsException {
    var words = SettingsLoader.list(sources, "desktop-channels");
    if (words.isEmpty()) {
      return DeskSettings.DEFAULT.channels();
    }
    var channels = EnumSet.noneOf(Channel.class);
    if (words.equals(NONE)) {
      return channels;
    }
    for (var word : words) {
      var channel = Arrays.stream(Channel.values()).filter(c -> word(c).equals(word)).findFirst();
      channels.add(
          channel.orElseThrow(
              () ->
                  SettingsLoader.wrong(
                      said(sources, "desktop-channels"),
                      "none, or some of "
                          + Arrays.stream(Channel.values())
                              .map(DeskReading::word)
                              .collect(Collectors.joining(", ")))));
    }
    return channels;
  }

  private static String word(Channel channel) {
    return channel.name().toLowerCase(Locale.ROOT);
  }

  private static List<String> windows(SettingSources sources) {
    var windows = SettingsLoader.list(sources, "desktop-windows");
    if (windows.isEmpty()) {
      return DeskSettings.WINDOWS;
    }
    return windows.equals(NONE) ? List.of() : List.copyOf(windows);
  }

  private static DeskSettings.@Nullable Webhook webhook(SettingSources sources)
      throws SettingsException {
    var address = address(sources, "push-webhook");
    if (address == null) {
      return null;
    }
    var secret = SettingsLoader.text(sources, "push-webhook-secret", "");
    if (secret.length() < SECRET_CHARS) {
      throw new SettingsException(
          "A webhook needs a push-webhook-secret of at least "
              + SECRET_CHARS
              + " characters, by SKILLWIRE_PUSH_WEBHOOK_SECRET or in the config file.");
    }
    return new DeskSettings.Webhook(address, secret);
  }

  private static DeskSettings.@Nullable Ntfy ntfy(SettingSources sources) throws SettingsException {
    var topic = address(sources, "push-ntfy");
    if (topic == null) {
      return null;
    }
    var path = topic.getPath();
    if (path == null || path.length() < 2 || path.endsWith("/")) {
      throw new SettingsException(
          said(sources, "push-ntfy").from() + " must name a topic, as https://ntfy.example/topic.");
    }
    return new DeskSettings.Ntfy(topic, SettingsLoader.text(sources, "push-ntfy-token", ""));
  }

  private static @Nullable URI publicUrl(SettingSources sources) throws SettingsException {
    var url = address(sources, "public-url");
    if (url == null) {
      return null;
    }
    boolean bare = url.getPath().isEmpty() || url.getPath().equals("/");
    if (!bare || url.getRawQuery() != null || url.getRawFragment() != null) {
      throw SettingsLoader.wrong(
          said(sources, "public-url"), "an address without a path, such as https://hub.example");
    }
    return url.resolve("/");
  }

  /// An address that nobody on the way can read: HTTPS, or this machine.
  private static @Nullable URI address(SettingSources sources, String key)
      throws SettingsException {
    if (SettingsLoader.text(sources, key, "").isEmpty()) {
      return null;
    }
    var value = said(sources, key);
    try {
      var uri = new URI(value.text());
      var host = uri.getHost();
      if (host != null
          && uri.getRawUserInfo() == null
          && ("https".equalsIgnoreCase(uri.getScheme())
              || ("http".equalsIgnoreCase(uri.getScheme()) && loopback(host)))) {
        return uri;
      }
    } catch (URISyntaxException _) {
      // told below
    }
    throw SettingsLoader.wrong(value, "an https address (http only on this machine)");
  }

  private static boolean loopback(String host) {
    try {
      boolean literal = host.startsWith("[") || host.matches("[0-9.]+");
      return host.equals("localhost")
          || (literal && InetAddress.getByName(host).isLoopbackAddress());
    } catch (UnknownHostException _) {
      return false;
    }
  }

  private static Value said(SettingSources sources, String key) {
    var value = sources.value(key);
    return value == null ? new Value("", key, 0) : value;
  }
}
