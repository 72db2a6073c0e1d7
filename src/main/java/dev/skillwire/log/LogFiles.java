package dev.skillwire.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Names of a log's files, and who may read them: the owner alone, whatever the umask says.
///
/// @param directory holds the files; others may lie beside them
record LogFiles(Path directory) {
  private static final Logger LOG = LoggerFactory.getLogger(LogFiles.class);
  private static final Set<PosixFilePermission> DIRECTORY_MODE =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE_MODE =
      PosixFilePermissions.fromString("rw-------");

  /// The database.
  Path database() {
    return directory.resolve("log.db");
  }

  /// SQLite's write-ahead log: commits that are not in the database yet.
  Path writeAhead() {
    return directory.resolve("log.db-wal");
  }

  /// SQLite's index of the write-ahead log; rebuilt when it is missing.
  Path sharedIndex() {
    return directory.resolve("log.db-shm");
  }

  /// Says which process has the log open.
  Path lock() {
    return directory.resolve("log.lock");
  }

  /// Newest acknowledged sequence, see [HighWater].
  Path highWater() {
    return directory.resolve("log.head");
  }

  /// Directory of SQLite's native library while a process runs it, see [NativeLibrary].
  Path nativeLibrary() {
    return directory.resolve("native");
  }

  void prepareNative() throws IOException {
    Files.createDirectories(nativeLibrary());
    restrict(nativeLibrary(), DIRECTORY_MODE);
  }

  /// Makes the directory, or checks the one that is there. One that somebody else filled keeps its mode: it may be shared on
  /// purpose, and the files protect themselves.
  void prepareDirectory() throws IOException {
    if (Files.isDirectory(directory)) {
      if (isEmpty(directory)) {
        restrict(directory, DIRECTORY_MODE);
      } else if (isOpenToOthers(directory)) {
        LOG.warn("others may enter {}: a directory of mode 0700 is safer", directory);
      }
      return;
    }
    Files.createDirectories(directory);
    restrict(directory, DIRECTORY_MODE);
    var parent = directory.toAbsolutePath().getParent();
    if (parent != null) {
      syncDirectory(parent);
    }
  }

  /// Makes a file for the owner alone, or takes the rights of others away from the one that is there.
  void prepareFile(Path file) throws IOException {
    try {
      Files.createFile(file);
      restrict(file, FILE_MODE);
      syncDirectory(directory);
    } catch (FileAlreadyExistsException _) {
      restrict(file, FILE_MODE);
    }
  }

  /// Takes the rights of others away from files that SQLite made in an earlier life.
  void restrictRemains() throws IOException {
    for (var file : Set.of(writeAhead(), sharedIndex())) {
      if (Files.exists(file)) {
        restrict(file, FILE_MODE);
      }
    }
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (var entries = Files.newDirectoryStream(directory)) {
      return !entries.iterator().hasNext();
    }
  }

  private static boolean isOpenToOthers(Path directory) throws IOException {
    var view = Files.getFileAttributeView(directory, PosixFileAttributeView.class);
    return view != null && !DIRECTORY_MODE.containsAll(view.readAttributes().permissions());
  }

  private static void restrict(Path path, Set<PosixFilePermission> mode) throws IOException {
    var view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view != null && !view.readAttributes().permissions().equals(mode)) {
      view.setPermissions(mode);
    }
  }

  /// A new file survives a power cut only when the directory that names it was synced too.
  private static void syncDirectory(Path directory) throws IOException {
    if (Files.getFileAttributeView(directory, PosixFileAttributeView.class) == null) {
      return; // such systems cannot open a directory, and do not need it
    }
    try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
