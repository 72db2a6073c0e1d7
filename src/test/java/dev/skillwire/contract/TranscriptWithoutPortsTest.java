package dev.skillwire.contract;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The golden transcripts, played in this process without sockets and without waiting.
@Timeout(60)
class TranscriptWithoutPortsTest {

  @TempDir Path directory;

  static List<Path> transcripts() throws IOException, URISyntaxException {
    return TranscriptWithPortsTest.transcripts();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("transcripts")
  void plays(Path file) throws IOException {
    var transcript = Transcript.read(file);
    try (var stage = new WithoutPorts(directory, transcript.hubOptions())) {
      Performance.play(transcript, stage);
    } catch (AssertionError e) {
      throw new AssertionError(file.getFileName() + ", " + e.getMessage(), e);
    }
  }
}
