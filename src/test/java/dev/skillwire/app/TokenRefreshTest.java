package dev.skillwire.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skillwire.session.admission.Role;
import dev.skillwire.session.admission.TokenStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenRefreshTest {

  @TempDir Path directory;

  @Test
  void seesWhatAnotherProcessAdded() throws IOException {
    var here = TokenStore.open(directory);
    var token = TokenStore.open(directory).add("phone", Set.of(Role.OBSERVER));
    assertThat(here.find(token)).isNull();
    try (var _ = TokenRefresh.start(here)) {
      await().atMost(Duration.ofSeconds(30)).until(() -> here.find(token) != null);
    }
  }
}
