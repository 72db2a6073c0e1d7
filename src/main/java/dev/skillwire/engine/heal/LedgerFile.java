package dev.skillwire.engine.heal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// A ledger in a file, one JSON object a line, that several processes write. What can't be read or
/// written is left out and logged: a ledger is advice.
public final class LedgerFile implements Ledger {

  /// Beyond this the older half is forgotten.
  static final long BYTES = 1024 * 1024;

  private static final int ERROR_CHARS = 200;
  private static final int FIX_CHARS = 500;

  private static final Logger LOG = LoggerFactory.getLogger(LedgerFile.class);
  private static final JsonMapper JSON = JsonMapper.shared();

  /// The system's locks are between processes: two of one process are a fault.
  private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

  private final Path file;

  public LedgerFile(Path file) {
    this.file = file;
  }

  @Override
  public void add(Entry entry) {
    var line = JSON.writeValueAsString(fields(entry)) + "\n";
    IN_THIS_PROCESS.lock();
    try {
      var directory = file.getParent();
      if (directory != null) {
        Files.createDirectories(directory);
      }
      try (var channel =
              FileChannel.open(
                  file,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE);
          var _ = channel.lock()) {
        if (channel.size() > BYTES) {
          shorten(channel);
        }
        write(channel, channel.size(), line);
      }
    } catch (IOException e) {
      LOG.warn("The repair was not noted in {}: {}", file, e.getMessage());
    } finally {
      IN_THIS_PROCESS.unlock();
    }
  }

  private static Map<String, Object> fields(Entry entry) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("at", entry.at().toString());
    fields.put("fix", cut(entry.fix(), FIX_CHARS));
    fields.put("error_type", entry.errorType());
    fields.put("fingerprint", entry.fingerprint());
    fields.put("error", cut(entry.error(), ERROR_CHARS));
    fields.put("success", entry.success());
    fields.put("duration_ms", entry.durationMs());
    return fields;
  }

  private static String cut(String text, int chars) {
    return text.substring(0, Math.min(text.length(), chars));
  }

  private static void shorten(FileChannel channel) throws IOException {
    var bytes = ByteBuffer.allocate(Math.toIntExact(Math.min(channel.size(), 2 * BYTES)));
    while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
      // until it is read
    }
    var text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    var kept = text.substring(text.indexOf('\n', text.length() / 2) + 1);
    channel.truncate(0);
    write(channel, 0, kept);
  }

  private static void write(FileChannel channel, long at, String text) throws IOException {
    var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    long next = at;
    while (bytes.hasRemaining()) {
      next += channel.write(bytes, next);
    }
  }

  @Override
  public List<Entry> all() {
    var entries = new ArrayList<Entry>();
    try {
      if (Files.exists(file) && Files.size(file) <= 2 * BYTES) {
        for (var line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
          var entry = entry(line);
          if (entry != null) {
            entries.add(entry);
          }
        }
      }
    } catch (IOException e) {
      LOG.warn("What is known of repairs can't be read from {}: {}", file, e.getMessage());
    }
    return entries;
  }

  private static @Nullable Entry entry(String line) {
    try {
      var told = JSON.readTree(line);
      return new Entry(
          Instant.parse(told.path("at").asString("")),
          told.path("fix").asString(""),
          told.path("error_type").asString(""),
          told.path("fingerprint").asString(""),
          told.path("error").asString(""),
          told.path("success").asBoolean(false),
          told.path("duration_ms").asLong(0));
    } catch (JacksonException | DateTimeException _) {
      return null; // half a line of a process that was killed
    }
  }
}
