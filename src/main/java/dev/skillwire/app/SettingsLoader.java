package dev.skillwire.app;

import dev.skillwire.app.SettingSources.Value;
import dev.skillwire.wire.mask.Mask;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads [Settings] from flags, then `SKILLWIRE_…` variables, then a config file of `key = value` lines.
public final class SettingsLoader {

  private static final Pattern AGE = Pattern.compile("(\\d{1,6})\\s*(s|m|h|d)");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,12})\\s*(|kb|mb|gb|kib|mib|gib)");
  private static final int MESSAGE_BYTES_MOST = 256 << 20;

  private final Map<String, String> environment;
  private final Path home;

  public SettingsLoader(Map<String, String> environment, Path home) {
    this.environment = environment;
    this.home = home;
  }

  /// All settings.
  ///
  /// @param flags values by key ([SettingSources#KEYS]); a switch is `true`; several values are separated
  ///     by commas
  /// @param config the file to read, or null for the user's own where it exists
  public Settings load(Map<String, String> flags, @Nullable Path config) throws SettingsException {
    var sources = new SettingSources(flags, environment, config == null ? ownConfig() : config);
    return new Settings(
        text(sources, "host", Settings.HOST),
        (int) whole(sources, "port", Settings.PORT, 0, 65_535),
        data(sources),
        memory(sources),
        !truth(sources, "no-desktop"),
        list(sources, "allow-origin"),
        list(sources, "allow-host"),
        truth(sources, "trust-loopback"),
        truth(sources, "require-token"),
        truth(sources, "answers-need-token"),
        truth(sources, "insecure"),
        tls(sources),
        new Settings.Retention(
            age(sources, "retention-age", Settings.Retention.DEFAULT.age()),
            size(sources, "retention-size", Settings.Retention.DEFAULT.bytes(), Long.MAX_VALUE)),
        new Settings.Bounds(
            (int)
                whole(
                    sources,
                    "max-connections",
                    Settings.Bounds.DEFAULT.connections(),
                    1,
                    1_000_000),
            (int)
                size(
                    sources,
                    "max-message-size",
                    Settings.Bounds.DEFAULT.messageBytes(),
                    MESSAGE_BYTES_MOST),
            (int)
                whole(
                    sources, "max-lag-events", Settings.Bounds.DEFAULT.lagEvents(), 1, 10_000_000),
            size(sources, "max-lag-size", Settings.Bounds.DEFAULT.lagBytes(), Long.MAX_VALUE)),
        DeskReading.of(sources),
        new Settings.Masking(!truth(sources, "no-mask"), patterns(sources)));
  }

  /// One in each line: a comma may be part of a pattern.
  private static List<String> patterns(SettingSources sources) throws SettingsException {
    var value = sources.value("mask");
    if (value == null) {
      return List.of();
    }
    var patterns = value.text().lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    try {
      Mask.with(patterns);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(value.from() + ": " + e.getMessage() + ".");
    }
    return patterns;
  }

  /// The data directory when nothing is said.
  public Path defaultData() {
    var state = environment.getOrDefault("XDG_STATE_HOME", "");
    return (state.startsWith("/") ? Path.of(state) : home.resolve(".local/state"))
        .resolve("skillwire");
  }

  /// The user's own config file, or null where there is none.
  private @Nullable Path ownConfig() {
    var base = environment.getOrDefault("XDG_CONFIG_HOME", "");
    var file =
        (base.startsWith("/") ? Path.of(base) : home.resolve(".config"))
            .resolve("skillwire/config.properties");
    return Files.isRegularFile(file) ? file : null;
  }

  private @Nullable Path data(SettingSources sources) throws SettingsException {
    var data = sources.value("data");
    var memory = sources.value("memory");
    boolean inMemory = truth(sources, "memory");
    if (data == null) {
      return inMemory ? null : defaultData();
    }
    if (inMemory && memory != null && memory.rank() < data.rank()) {
      return null;
    }
    return path(data);
  }

  /// A directory that a stronger source names is there to keep the log in; named by the same source,
  /// it holds the tokens alone.
  private static boolean memory(SettingSources sources) throws SettingsException {
    var data = sources.value("data");
    var memory = sources.value("memory");
    return truth(sources, "memory")
        && (data == null || memory == null || memory.rank() <= data.rank());
  }

  private static Settings.@Nullable Tls tls(SettingSources sources) throws SettingsException {
    var certificate = sources.value("tls-cert");
    var key = sources.value("tls-key");
    if (certificate == null && key == null) {
      return null;
    }
    if (certificate == null || key == null) {
      throw new SettingsException("TLS needs both: --tls-cert FILE and --tls-key FILE.");
    }
    return new Settings.Tls(readable(certificate), readable(key));
  }

  private static Path readable(Value value) throws SettingsException {
    var path = path(value);
    if (!Files.isReadable(path)) {
      throw new SettingsException(value.from() + ": the file " + path + " can't be read.");
    }
    return path;
  }

  private static Path path(Value value) throws SettingsException {
    if (value.text().isBlank()) {
      throw new SettingsException(value.from() + " is empty; give a path.");
    }
    try {
      return Path.of(value.text()).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw wrong(value, "a path");
    }
  }

  static String text(SettingSources sources, String key, String otherwise) {
    var value = sources.value(key);
    return value == null || value.text().isBlank() ? otherwise : value.text();
  }

  static Set<String> list(SettingSources sources, String key) {
    var entries = new LinkedHashSet<String>();
    for (var entry : text(sources, key, "").split(",", -1)) {
      if (!entry.isBlank()) {
        entries.add(entry.strip());
      }
    }
    return entries;
  }

  private static boolean truth(SettingSources sources, String key) throws SettingsException {
    var value = sources.value(key);
    if (value == null) {
      return false;
    }
    return switch (value.text().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on", "1" -> true;
      case "false", "no", "off", "0" -> false;
      default -> throw wrong(value, "true or false");
    };
  }

  private static long whole(SettingSources sources, String key, long otherwise, long from, long to)
      throws SettingsException {
    var value = sources.value(key);
    if (value == null) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(value.text());
      if (number >= from && number <= to) {
        return number;
      }
    } catch (NumberFormatException _) {
      // told below, with the range
    }
    throw wrong(value, "a whole number from " + from + " to " + to);
  }

  static Duration age(SettingSources sources, String key, Duration otherwise)
      throws SettingsException {
    var value = sources.value(key);
    if (value == null) {
      return otherwise;
    }
    var match = AGE.matcher(value.text().toLowerCase(Locale.ROOT));
    if (!match.matches()) {
      throw wrong(value, "a time such as 30d, 12h, 90m or 45s");
    }
    long count = Long.parseLong(match.group(1));
    return switch (match.group(2)) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  private static long size(SettingSources sources, String key, long otherwise, long most)
      throws SettingsException {
    var value = sources.value(key);
    if (value == null) {
      return otherwise;
    }
    var match = SIZE.matcher(value.text().toLowerCase(Locale.ROOT));
    if (!match.matches()) {
      throw wrong(value, "a size such as 500MB, 2GiB or a number of bytes");
    }
    double bytes = Long.parseLong(match.group(1)) * (double) unit(match.group(2));
    if (bytes < 1 || bytes > most) {
      throw wrong(value, "a size from 1 to " + most + " bytes");
    }
    return (long) bytes;
  }

  private static long unit(String word) {
    return switch (word) {
      case "" -> 1;
      case "kb" -> 1_000;
      case "mb" -> 1_000_000;
      case "gb" -> 1_000_000_000;
      case "kib" -> 1L << 10;
      case "mib" -> 1L << 20;
      default -> 1L << 30;
    };
  }

  static SettingsException wrong(Value value, String wanted) {
    return new SettingsException(
        value.from() + " is '" + value.text() + "'; it must be " + wanted + ".");
  }
}
