package dev.skillwire.app;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Where settings come from, strongest first: flags, `SKILLWIRE_…` variables, the config file.
final class SettingSources {

  /// Every key, as a flag is called without its dashes.
  static final List<String> KEYS =
      List.of(
          "host",
          "port",
          "data",
          "memory",
          "no-desktop",
          "allow-origin",
          "allow-host",
          "trust-loopback",
          "require-token",
          "answers-need-token",
          "insecure",
          "tls-cert",
          "tls-key",
          "retention-age",
          "retention-size",
          "max-connections",
          "max-message-size",
          "max-lag-events",
          "max-lag-size",
          "desktop-channels",
          "desktop-windows",
          "desktop-focused-for",
          "desktop-nudge-after",
          "desktop-dialog-after",
          "push-after",
          "push-webhook",
          "push-webhook-secret",
          "push-ntfy",
          "push-ntfy-token",
          "public-url",
          "mask",
          "no-mask");

  /// Bytes of a config file.
  private static final long FILE_BYTES = 1 << 20;

  /// One value.
  ///
  /// @param from where it was said, in words
  /// @param rank 0 is the strongest source
  record Value(String text, String from, int rank) {}

  private final Map<String, Value> values = new HashMap<>();

  /// @param flags by key
  /// @param config null for none
  SettingSources(Map<String, String> flags, Map<String, String> environment, @Nullable Path config)
      throws SettingsException {
    var file = config == null ? new Properties() : read(config);
    for (var key : KEYS) {
      var variable = "SKILLWIRE_" + key.toUpperCase(Locale.ROOT).replace('-', '_');
      var said = environment.getOrDefault(variable, "");
      if (flags.get(key) != null) {
        values.put(key, new Value(flags.get(key), "--" + key, 0));
      } else if (!said.isBlank()) {
        values.put(key, new Value(said.strip(), variable, 1));
      } else if (file.getProperty(key) != null) {
        values.put(key, new Value(file.getProperty(key).strip(), key + " in " + config, 2));
      }
    }
  }

  @Nullable Value value(String key) {
    return values.get(key);
  }

  private static Properties read(Path config) throws SettingsException {
    var properties = new Properties();
    try {
      if (Files.size(config) > FILE_BYTES) {
        throw new SettingsException("The config file " + config + " takes more than 1 MiB.");
      }
      try (Reader reader = Files.newBufferedReader(config, StandardCharsets.UTF_8)) {
        properties.load(reader);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new SettingsException(
          "The config file " + config + " can't be read: " + FileFaults.words(e));
    }
    var unknown = new TreeSet<>(properties.stringPropertyNames());
    KEYS.forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new SettingsException(
          "The config file "
              + config
              + " has a key that is no setting: "
              + unknown.first()
              + ". Settings are: "
              + String.join(", ", KEYS)
              + ".");
    }
    return properties;
  }
}
