package dev.skillwire.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubFinderTest {

  @TempDir private Path home;

  private Path state() throws IOException {
    return Files.createDirectories(home.resolve(".local/state/skillwire"));
  }

  private void hubRuns(String addresses) throws IOException {
    Files.writeString(
        state().resolve("hub.json"),
        "{\"pid\":42,\"addresses\":" + addresses + ",\"port\":7001,\"epoch\":\"E\"}");
    Files.writeString(state().resolve("token"), "secret\n");
  }

  private HubFinder finder(Map<String, String> environment) {
    return new HubFinder(environment, home, pid -> pid == 42);
  }

  @Test
  void fallsBackToTheDefaultAddressWithoutAToken() {
    var hub = finder(Map.of()).find(null);
    assertThat(hub.address()).hasToString("ws://localhost:9876/");
    assertThat(hub.token()).isNull();
  }

  @Test
  void readsWhereTheRunningHubListensAndItsToken() throws IOException {
    hubRuns("[\"ws://127.0.0.1:7001\",\"ws://[::1]:7001\"]");
    var hub = finder(Map.of()).find(null);
    assertThat(hub.address()).hasToString("ws://127.0.0.1:7001/");
    assertThat(hub.token()).isEqualTo("secret");
    assertThat(hub.toString()).doesNotContain("secret");
  }

  @Test
  void passesOverAHubThatIsDead() throws IOException {
    hubRuns("[\"ws://127.0.0.1:7001\"]");
    var hub = new HubFinder(Map.of(), home, _ -> false).find(null);
    assertThat(hub.address()).hasToString("ws://localhost:9876/");
    assertThat(hub.token()).isNull();
  }

  @Test
  void prefersTheGivenAddressThenTheVariable() throws IOException {
    hubRuns("[]");
    var finder = finder(Map.of("SKILLWIRE_URL", "ws://localhost:8000"));
    assertThat(finder.find("localhost:7777").address()).hasToString("ws://localhost:7777/");
    assertThat(finder.find(null).address()).hasToString("ws://localhost:8000/");
  }

  @Test
  void showsTheFilesTokenOnlyToTheHubOfThatDirectory() throws IOException {
    hubRuns("[]");
    assertThat(finder(Map.of()).find("localhost:7001").token()).isEqualTo("secret");
    assertThat(finder(Map.of()).find("localhost:7002").token()).isNull();
    assertThat(finder(Map.of()).find("wss://example.org:7001").token()).isNull();
  }

  @Test
  void takesTheTokenOfTheEnvironmentForAnyAddress() {
    assertThat(finder(Map.of("SKILLWIRE_TOKEN", "mine")).find("wss://example.org").token())
        .isEqualTo("mine");
  }

  @Test
  void refusesWhatIsNoAddress() {
    for (var wrong : new String[] {"ftp://x", "ws://", "ws://a b", "ws://u:p@host"}) {
      assertThatThrownBy(() -> finder(Map.of()).find(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("ws://localhost:9876");
    }
  }
}
