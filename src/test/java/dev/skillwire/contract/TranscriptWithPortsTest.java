package dev.skillwire.contract;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/// The golden transcripts, played over real sockets against a hub in a process of its own.
class TranscriptWithPortsTest {

  static List<Path> transcripts() throws IOException, URISyntaxException {
    var folder = Objects.requireNonNull(Transcript.class.getResource("/transcripts")).toURI();
    try (var files = Files.list(Path.of(folder))) {
      return files.filter(f -> f.toString().endsWith(".txt")).sorted().toList();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("transcripts")
  void plays(Path file) throws IOException {
    var transcript = Transcript.read(file);
    try (var hub = HubUnderTest.started(transcript.hubOptions().toArray(String[]::new))) {
      Performance.play(transcript, new Ports(hub));
    } catch (AssertionError e) {
      throw new AssertionError(file.getFileName() + ", " + e.getMessage(), e);
    }
  }

  private record Ports(HubUnderTest hub) implements Stage {

    @Override
    public Connection open(Transcript.Credential credential, String path) {
      var address = hub.socket(path);
      return new Socket(
          hub.ending(
              switch (credential) {
                case PEER -> WireClient.open(address, null);
                case TOKEN -> WireClient.open(address, hub.token());
                case PAGE -> WireClient.ofPage(address, "http://" + hub.authority());
              }));
    }

    @Override
    public void restart(boolean killed) {
      if (killed) {
        hub.killAndStart();
      } else {
        hub.restart();
      }
    }

    @Override
    public void pass(Duration time) {
      var end = System.nanoTime() + time.toNanos();
      while (System.nanoTime() < end) {
        LockSupport.parkNanos(end - System.nanoTime());
      }
    }
  }

  private record Socket(WireClient client) implements Stage.Connection {

    @Override
    public ObjectNode connected() {
      return client.connected();
    }

    @Override
    public void send(String text) {
      client.sendText(text);
    }

    @Override
    public ObjectNode nextEvent() {
      return client.expect("an event", m -> !Stage.isReply(m));
    }

    @Override
    public ObjectNode nextReply() {
      return client.expect("a reply", Stage::isReply);
    }

    @Override
    public int closeCode() {
      return client.closeCode();
    }

    @Override
    public void leave() {
      client.leave();
    }

    @Override
    public void cut() {
      client.cut();
    }
  }
}
