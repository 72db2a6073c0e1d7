package dev.skillwire.log;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A note beside the log of what was acknowledged, by which the next start notices that the log was cut: a lost write-ahead log,
/// an older copy put in its place.
///
/// It is written after each commit and never synced: it survives the end of the process, and after a power cut it may be behind
/// the log, never ahead of it. A missing or torn note says nothing. Not a `FileChannel`, which an interrupt would close.
final class HighWater implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HighWater.class);
  private static final Pattern LINE = Pattern.compile("([0-9a-f]{32}) ([0-9a-f]{16})\n");
  private static final int LINE_BYTES = 50;

  /// What the note says.
  ///
  /// @param epoch incarnation of the log
  /// @param head newest acknowledged sequence
  record Mark(String epoch, long head) {}

  private final RandomAccessFile file;
  private boolean failed;

  private HighWater(RandomAccessFile file) {
    this.file = file;
  }

  static HighWater open(LogFiles files) throws IOException {
    files.prepareFile(files.highWater());
    return new HighWater(new RandomAccessFile(files.highWater().toFile(), "rw"));
  }

  /// What the note of a log says that somebody else may have open, if that is legible.
  static @Nullable Mark peek(LogFiles files) throws IOException {
    try (var in = Files.newInputStream(files.highWater())) {
      return mark(in.readNBytes(LINE_BYTES));
    } catch (NoSuchFileException _) {
      return null;
    }
  }

  /// What the last life of the log noted, if that is legible.
  @Nullable Mark read() throws IOException {
    var bytes = new byte[LINE_BYTES];
    file.seek(0);
    int count = file.read(bytes);
    return mark(Arrays.copyOf(bytes, Math.max(count, 0)));
  }

  private static @Nullable Mark mark(byte[] bytes) {
    var line = LINE.matcher(new String(bytes, US_ASCII));
    return line.matches()
        ? new Mark(line.group(1), HexFormat.fromHexDigitsToLong(line.group(2)))
        : null;
  }

  /// Notes what is durable. A failure is no failure of the log: the note is a second look, and without it nothing is lost.
  void write(String epoch, long head) {
    if (failed) {
      return;
    }
    try {
      file.seek(0);
      file.write((epoch + " " + HexFormat.of().toHexDigits(head) + "\n").getBytes(US_ASCII));
    } catch (IOException e) {
      failed = true;
      LOG.warn("cannot note the newest acknowledged record any more", e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
