package dev.skillwire.app;

import dev.skillwire.session.admission.TokenStore;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks now and then whether another process added or revoked tokens.
final class TokenRefresh implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TokenRefresh.class);
  private static final long EVERY_SECONDS = 2;

  private final ScheduledExecutorService timer;

  /// On the timer's thread alone.
  private boolean failing;

  private TokenRefresh(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  static TokenRefresh start(TokenStore store) {
    var timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("tokens").factory());
    var refresh = new TokenRefresh(timer);
    var _ =
        timer.scheduleWithFixedDelay(
            () -> refresh.look(store), EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    return refresh;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private void look(TokenStore store) {
    try {
      var gone = store.refresh();
      failing = false;
      if (!gone.isEmpty()) {
        LOG.info("{} token(s) no longer admit.", gone.size());
      }
    } catch (IOException e) {
      // Once, until they can be read again.
      if (!failing) {
        LOG.warn("The tokens can't be read: {}. Those known so far count.", e.getMessage());
      }
      failing = true;
    } catch (RuntimeException e) {
      // An exception would end the timer.
      LOG.error("The tokens could not be looked at", e);
    }
  }
}
