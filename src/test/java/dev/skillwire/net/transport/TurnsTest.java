package dev.skillwire.net.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnsTest {

  private final DefaultEventLoop loop = new DefaultEventLoop();
  private final Turns turns = new Turns(loop);
  private volatile boolean enough;

  @AfterEach
  void end() {
    enough = true;
    var _ = loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
  }

  @Test
  void aLineThatNeverEndsLeavesTheLoopToOthers()
      throws ExecutionException, InterruptedException, TimeoutException {
    loop.submit(() -> turns.add(this::again)).get(20, TimeUnit.SECONDS);
    for (int i = 0; i < 10; i++) {
      loop.submit(() -> {}).get(20, TimeUnit.SECONDS);
    }
    assertThat(enough).isFalse();
  }

  private void again() {
    if (!enough) {
      turns.add(this::again);
    }
  }

  @Test
  void servesOneAfterTheOtherAndOutlivesAStepThatFails()
      throws ExecutionException, InterruptedException, TimeoutException {
    var order = new ArrayList<Integer>();
    loop.submit(
            () -> {
              turns.add(
                  () -> {
                    order.add(1);
                    turns.add(() -> order.add(4));
                  });
              turns.add(
                  () -> {
                    order.add(2);
                    throw new IllegalStateException("a step that fails");
                  });
              turns.add(() -> order.add(3));
            })
        .get(20, TimeUnit.SECONDS);
    while (loop.submit(() -> List.copyOf(order)).get(20, TimeUnit.SECONDS).size() < 4) {
      Thread.onSpinWait();
    }
    assertThat(order).containsExactly(1, 2, 3, 4);
  }
}
