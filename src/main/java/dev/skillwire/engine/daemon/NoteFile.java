package dev.skillwire.engine.daemon;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The notes of one daemon beside the data of the hub: `daemon-….json`, mode 0600, written whole or not at
/// all. Its name is made of the path of the daemon's file, so that each has its own.
public final class NoteFile implements AutoCloseable {

  /// More is not read: 100 notes take a tenth of it.
  private static final long FILE_BYTES = 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(NoteFile.class);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path file;
  private final FileChannel channel;
  private final FileLock lock;

  private NoteFile(Path file, FileChannel channel, FileLock lock) {
    this.file = file;
    this.channel = channel;
    this.lock = lock;
  }

  /// Takes the notes for this process.
  ///
  /// @param directory of the hub's data; made when it is not there
  /// @param plan the daemon's file
  /// @return null when another daemon works on the same file
  public static @Nullable NoteFile open(Path directory, Path plan) throws IOException {
    Files.createDirectories(directory, mode(directory, "rwx------"));
    var file = directory.resolve(name(plan));
    var lockFile = directory.resolve(name(plan) + ".lock");
    var channel =
        FileChannel.open(
            lockFile,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            mode(lockFile, "rw-------"));
    try {
      var lock = channel.tryLock();
      if (lock != null) {
        return new NoteFile(file, channel, lock);
      }
    } catch (OverlappingFileLockException _) {
      // another daemon of this process
    }
    channel.close();
    return null;
  }

  /// The notes as they are, for who only looks. Damaged ones count as none.
  public static Map<String, Note> read(Path directory, Path plan) {
    return read(directory.resolve(name(plan)));
  }

  Map<String, Note> read() {
    return read(file);
  }

  private static Map<String, Note> read(Path file) {
    var notes = new TreeMap<String, Note>();
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > FILE_BYTES) {
        return notes;
      }
      for (var entry : JSON.readTree(Files.readString(file)).path("entries").properties()) {
        notes.put(entry.getKey(), note(entry.getValue()));
      }
    } catch (IOException | JacksonException | DateTimeException e) {
      LOG.warn("{} can't be read, so nothing counts as missed: {}", file, e.toString());
      notes.clear();
    }
    return notes;
  }

  private static Note note(JsonNode node) {
    return new Note(
        node.path("plan").asString(""),
        instant(node, "settled"),
        node.path("signed").asLong(0),
        instant(node, "started"),
        node.path("run").asString(""),
        node.path("outcome").asString(""));
  }

  private static @Nullable Instant instant(JsonNode node, String name) {
    var text = node.path(name).asString("");
    return text.isEmpty() ? null : Instant.parse(text);
  }

  void write(Map<String, Note> notes) throws IOException {
    var root = JSON.createObjectNode();
    var entries = root.putObject("entries");
    notes.forEach(
        (name, note) -> {
          var node = entries.putObject(name);
          node.put("plan", note.plan());
          node.put("settled", note.settled() == null ? "" : note.settled().toString());
          node.put("signed", note.signed());
          node.put("started", note.started() == null ? "" : note.started().toString());
          node.put("run", note.run());
          node.put("outcome", note.outcome());
        });
    var part = file.resolveSibling(file.getFileName() + ".part");
    Files.deleteIfExists(part);
    try (var to =
        FileChannel.open(
            part,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            mode(part, "rw-------"))) {
      var bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(root));
      while (bytes.hasRemaining()) {
        to.write(bytes);
      }
      to.force(true);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }

  private static String name(Path plan) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var path = plan.toAbsolutePath().normalize().toString();
      var hash = digest.digest(path.getBytes(StandardCharsets.UTF_8));
      return "daemon-" + HexFormat.of().formatHex(hash, 0, 6) + ".json";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static FileAttribute<?>[] mode(Path file, String permissions) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
