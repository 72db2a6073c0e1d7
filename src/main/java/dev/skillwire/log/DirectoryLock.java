package dev.skillwire.log;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The right of one process to use a log. The operating system takes it back when the process ends, however it ends.
///
/// `log.lock` begins with the holder's process id as text; the lock is on one byte far behind it, so that others can read it.
final class DirectoryLock implements AutoCloseable {
  private static final long LOCKED_BYTE = 1L << 30;
  private static final int PID_DIGITS_MAX = 20;

  /// Directories that this process holds. Static, because POSIX locks belong to the process: opening and closing the lock file
  /// once more, anywhere in it, would silently give up the lock that is held.
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path held;
  private final FileChannel channel;

  private DirectoryLock(Path held, FileChannel channel) {
    this.held = held;
    this.channel = channel;
  }

  /// Takes the lock, or says who has it.
  static DirectoryLock take(LogFiles files) throws IOException {
    var real = files.directory().toRealPath();
    if (!HELD.add(real)) {
      throw new LogInUseException(files.directory(), ProcessHandle.current().pid());
    }
    try {
      files.prepareFile(files.lock());
      return new DirectoryLock(real, lockedChannel(files));
    } catch (IOException | RuntimeException e) {
      HELD.remove(real);
      throw e;
    }
  }

  private static FileChannel lockedChannel(LogFiles files) throws IOException {
    var channel = FileChannel.open(files.lock(), StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (!isLocked(channel)) {
        throw new LogInUseException(files.directory(), pid(files.lock()));
      }
      channel.truncate(0);
      var pid = ProcessHandle.current().pid() + "\n";
      channel.write(ByteBuffer.wrap(pid.getBytes(US_ASCII)), 0);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      return lock != null;
    } catch (OverlappingFileLockException _) {
      return false; // a second copy of this class in the same process
    }
  }

  private static long pid(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return Long.parseLong(new String(in.readNBytes(PID_DIGITS_MAX), US_ASCII).strip());
    } catch (NumberFormatException _) {
      return 0; // not written yet
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      channel.truncate(0);
    } finally {
      HELD.remove(held);
    }
  }
}
