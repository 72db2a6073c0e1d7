package dev.skillwire.app;

import dev.skillwire.wire.JsonText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/// `hub.json` in the data directory while a hub runs: where programs of the same user find it. Mode
/// 0600, written whole or not at all.
final class HubFile {

  private static final String NAME = "hub.json";

  private final Path file;

  private HubFile(Path file) {
    this.file = file;
  }

  static HubFile write(Path directory, List<String> addresses, int port, String epoch)
      throws IOException {
    var content =
        JsonText.write(
            out -> {
              out.writeNumberProperty("pid", ProcessHandle.current().pid());
              out.writeName("addresses");
              out.writeStartArray();
              addresses.forEach(out::writeString);
              out.writeEndArray();
              out.writeNumberProperty("port", port);
              out.writeStringProperty("epoch", epoch);
              out.writeStringProperty("version", Version.current());
            });
    var file = directory.resolve(NAME);
    var part = directory.resolve(NAME + ".part");
    Files.deleteIfExists(part);
    try (var channel =
        FileChannel.open(
            part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode(part))) {
      channel.write(ByteBuffer.wrap(content));
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    return new HubFile(file);
  }

  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // A stale file names a process that is gone, which its readers check.
    }
  }

  private static FileAttribute<?>[] mode(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
