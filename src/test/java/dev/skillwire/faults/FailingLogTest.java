package dev.skillwire.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.contract.HubProcess;
import dev.skillwire.contract.HubUnderTest;
import dev.skillwire.contract.RawConnection;
import dev.skillwire.log.LogVerifier;
import dev.skillwire.log.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Disks that fail and disks that are full: the hub ends and says why, and never told a lie.
class FailingLogTest {

  private static final int PUBLISHERS = 3;
  private static final int FILLER = 2_000;

  private final HubUnderTest hub = HubUnderTest.with();
  private final ConcurrentHashMap<String, Long> acknowledged = new ConcurrentHashMap<>();

  @AfterEach
  void endHub() throws IOException {
    hub.close();
  }

  @Test
  void endsWhenASyncFails() throws Exception {
    assumeThat(onPath("strace")).isTrue();
    hub.launch(straced("fdatasync,fsync:error=EIO:when=40+"));

    publishUntilItEnds();

    assertEverythingIsThereOnAHealthyDisk();
  }

  @Test
  void endsWhenTheDiskIsFull() throws Exception {
    assumeThat(onPath("strace")).isTrue();
    var log = hub.data().resolve("log.db-wal").toString();
    hub.launch(straced("write,pwrite64:error=ENOSPC:when=200+", "-P", log));

    publishUntilItEnds();

    assertEverythingIsThereOnAHealthyDisk();
  }

  @Test
  void endsWhenASmallFileSystemIsFull() throws Exception {
    Files.createDirectories(hub.data());
    assumeThat(succeeds("mount", "-t", "tmpfs", "-o", "size=8m", "none", hub.data().toString()))
        .as("may mount")
        .isTrue();
    try {
      publishUntilItEnds();

      assertThat(succeeds("mount", "-o", "remount,size=64m", hub.data().toString())).isTrue();
      assertEverythingIsThereOnAHealthyDisk();
    } finally {
      assertThat(succeeds("umount", "-l", hub.data().toString())).isTrue();
    }
  }

  private void publishUntilItEnds() throws Exception {
    hub.start();
    var publishers = new ArrayList<Publisher>();
    var connections = new ArrayList<RawConnection>();
    for (int i = 0; i < PUBLISHERS; i++) {
      connections.add(hub.raw().upgraded("/")); // all of them before the first makes the hub end
    }
    for (int i = 0; i < PUBLISHERS; i++) {
      publishers.add(new Publisher(connections.get(i), "p" + i, FILLER, acknowledged));
    }
    for (var publisher : publishers) {
      publisher.awaitEnd();
      publisher.close();
    }
    var process = hub.process();
    assertThat(process.exitCode()).as(process.errors()).isEqualTo(ExitCode.LOG_FAILED);
    assertThat(process.errors()).contains("skillwire: the log can't be written");
    assertThat(acknowledged).isNotEmpty();
    assertThat(publishers.stream().mapToLong(Publisher::refused).sum())
        .as("told that it is busy")
        .isPositive();
    assertThat(hub.data().resolve("hub.json")).doesNotExist();
  }

  private void assertEverythingIsThereOnAHealthyDisk() throws Exception {
    hub.launch(HubProcess.Launch.PLAIN);
    hub.start();
    var history = new History();
    history.readOn(hub.api());
    history.assertHolds(acknowledged);
    hub.stop();
    assertThat(LogVerifier.verify(hub.data())).isInstanceOf(Verdict.Sound.class);
  }

  private static HubProcess.Launch straced(String injected, String... more) {
    var before = new ArrayList<>(List.of("strace", "-f", "-qq", "-o", "/dev/null"));
    before.addAll(List.of("-e", "trace=" + injected.substring(0, injected.indexOf(':'))));
    before.addAll(List.of("-e", "inject=" + injected));
    before.addAll(List.of(more));
    return new HubProcess.Launch(List.copyOf(before), HubProcess.Launch.PLAIN.javaFlags());
  }

  private static boolean onPath(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  private static boolean succeeds(String... command) throws Exception {
    return new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }
}
