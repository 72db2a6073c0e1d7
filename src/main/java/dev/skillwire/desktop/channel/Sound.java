package dev.skillwire.desktop.channel;

import dev.skillwire.desktop.process.Launcher;
import dev.skillwire.desktop.process.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A short sound, by the first player that plays it.
final class Sound implements Nudge, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Sound.class);
  private static final Duration TIME = Duration.ofSeconds(5);

  private final List<List<String>> players;
  private final Launcher launcher;
  private volatile List<List<String>> left;
  private Path file = Path.of("");

  /// @param players commands, to which the file is added
  Sound(List<List<String>> players, Launcher launcher) {
    this.players = players;
    this.left = players;
    this.launcher = launcher;
  }

  @Override
  public boolean nudge() throws IOException, InterruptedException {
    var path = file();
    for (var player : left) {
      var command = new ArrayList<>(player);
      command.add(path.toString());
      if (launcher.run(Task.of(command, TIME)).well()) {
        // What plays here is not looked for again.
        left = List.of(player);
        return true;
      }
      LOG.debug("{} played nothing", player.getFirst());
    }
    left = players;
    return false;
  }

  @Override
  public synchronized void close() {
    try {
      if (!file.toString().isEmpty()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      LOG.debug("The sound file stays: {}", e.getMessage());
    }
  }

  /// The sound as a file that only this user can read, made when it is first needed.
  private synchronized Path file() throws IOException {
    if (!Files.isRegularFile(file)) {
      file = Files.createTempFile("skillwire-", ".wav");
      Files.write(file, Chime.wav());
      file.toFile().deleteOnExit();
    }
    return file;
  }
}
