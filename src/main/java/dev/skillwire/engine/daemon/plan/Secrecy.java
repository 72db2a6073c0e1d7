package dev.skillwire.engine.daemon.plan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Set;

/// Files that hold a secret.
final class Secrecy {

  private static final int SECRET_BYTES = 4 * 1024;

  private static final Set<PosixFilePermission> OF_OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");

  private Secrecy() {}

  static boolean othersMayRead(Path path) throws IOException {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        && !Collections.disjoint(Files.getPosixFilePermissions(path), OF_OTHERS);
  }

  /// The beginning of a longer one.
  static String read(Path path) throws IOException {
    try (var in = Files.newInputStream(path)) {
      return new String(in.readNBytes(SECRET_BYTES), StandardCharsets.UTF_8);
    }
  }
}
