package dev.skillwire.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where SQLite's native library is unpacked: beside the log rather than in the directory for temporary files, where every process
/// that is killed would leave a copy behind for good. Who holds the lock of the log's directory knows that a copy in it is nobody's.
final class NativeLibrary {
  private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);

  /// The driver's own switch, for the whole process; a directory that somebody chose is left alone.
  private static final String WHERE = "org.sqlite.tmpdir";

  /// Free bytes that opening a log takes: the library is more than a megabyte, the rest is for SQLite's files.
  static final long LEAST_BYTES = 4L << 20;

  private NativeLibrary() {}

  /// Chooses the place for this process, and takes away what killed ones left there.
  ///
  /// @param files whose lock is held
  static void unpackBeside(LogFiles files) throws IOException {
    var chosen = System.getProperty(WHERE);
    if (chosen != null && Files.isDirectory(Path.of(chosen))) {
      return;
    }
    files.prepareNative();
    try (var remains = Files.newDirectoryStream(files.nativeLibrary(), "sqlite-*")) {
      for (var copy : remains) {
        delete(copy);
      }
    }
    refuseFull(files.directory(), Files.getFileStore(files.nativeLibrary()).getUsableSpace());
    System.setProperty(WHERE, files.nativeLibrary().toString());
  }

  /// A full disk is said in words: the driver would tell of a library that it can't load.
  static void refuseFull(Path directory, long usableBytes) throws IOException {
    if (usableBytes < LEAST_BYTES) {
      throw new IOException(
          "no space left on the disk of %s: %d KiB are free, and opening a log takes %d"
              .formatted(directory, usableBytes >> 10, LEAST_BYTES >> 10));
    }
  }

  private static void delete(Path copy) {
    try {
      Files.delete(copy);
    } catch (IOException e) {
      LOG.debug("cannot delete {}", copy, e); // a megabyte too much is no reason not to start
    }
  }
}
