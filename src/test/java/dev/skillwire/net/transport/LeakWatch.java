package dev.skillwire.net.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Fails a test class whose buffers were collected without having been released. Needs Netty's leak detection at
/// `paranoid`, which the build switches on.
final class LeakWatch implements BeforeAllCallback, AfterAllCallback {

  private final List<String> leaks = new CopyOnWriteArrayList<>();

  @Override
  public void beforeAll(ExtensionContext context) {
    ByteBufUtil.setLeakListener((type, records) -> leaks.add(type + " " + records));
  }

  @Override
  public void afterAll(ExtensionContext context) throws InterruptedException {
    for (var round = 0; round < 3; round++) {
      System.gc();
      Thread.sleep(20);
      // leaks are reported when the next buffer is made
      UnpooledByteBufAllocator.DEFAULT.buffer(1).release();
      PooledByteBufAllocator.DEFAULT.buffer(1).release();
      Unpooled.buffer(1).release();
    }
    ByteBufUtil.setLeakListener(null);
    assertThat(leaks).isEmpty();
  }
}
