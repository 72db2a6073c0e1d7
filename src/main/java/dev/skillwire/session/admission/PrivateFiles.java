package dev.skillwire.session.admission;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Files that only their owner may read. On systems without POSIX permissions the directory's own
/// protection has to do.
final class PrivateFiles {
  static final int MAX_BYTES = 64 * 1024;

  private static final Set<PosixFilePermission> OWNER_DIRECTORY =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OWNER_FILE =
      PosixFilePermissions.fromString("rw-------");

  private PrivateFiles() {}

  /// Makes sure that the directory exists and is closed to everyone else (0700).
  static void directory(Path directory) throws IOException {
    if (!posix(directory)) {
      Files.createDirectories(directory);
      return;
    }
    Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNER_DIRECTORY));
    if (!Files.getPosixFilePermissions(directory).equals(OWNER_DIRECTORY)) {
      Files.setPosixFilePermissions(directory, OWNER_DIRECTORY);
    }
  }

  /// Reads a secret.
  ///
  /// @throws IOException also when the file is a link, belongs to another user, is open to others or is
  ///     too large: what others could read or write is no secret, and closing it now would not undo that
  static String read(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(file + " is not a plain file");
    }
    if (posix(file)) {
      checkOwner(file);
    }
    try (var channel =
        FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      var bytes = ByteBuffer.allocate(MAX_BYTES + 1);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // a read may return less than asked for
      }
      if (!bytes.hasRemaining()) {
        throw new IOException(file + " is larger than " + MAX_BYTES + " bytes");
      }
      return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
    }
  }

  /// Replaces the file in one step (0600): a reader finds the old text or the new one, and nobody finds
  /// it open to others, not even for a moment.
  static void write(Path file, String text) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + "." + Secrets.random(8) + ".tmp");
    FileAttribute<?>[] attributes =
        posix(file)
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_FILE)}
            : new FileAttribute<?>[0];
    try {
      try (var channel =
          FileChannel.open(
              draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
        var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void checkOwner(Path file) throws IOException {
    var permissions = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
    if (!OWNER_FILE.containsAll(permissions)) {
      throw new IOException(
          file
              + " is open to others ("
              + PosixFilePermissions.toString(permissions)
              + "). Delete it to get a new one, or, if nobody has read it, chmod 600 it");
    }
    long own = ProcessUser.uid();
    if (own != ProcessUser.NONE
        && Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS) instanceof Integer owner
        && Integer.toUnsignedLong(owner) != own) {
      throw new IOException(file + " belongs to another user (uid " + owner + ")");
    }
  }

  private static boolean posix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
