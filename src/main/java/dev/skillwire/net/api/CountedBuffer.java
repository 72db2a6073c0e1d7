package dev.skillwire.net.api;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledDirectByteBuf;

/// A buffer whose end is told: when the last byte is with the peer, or nobody is left who wants it. Direct, so that the transport
/// passes it on as it is; a heap buffer would be copied for each peer.
public final class CountedBuffer extends UnpooledDirectByteBuf {

  private static final int FIRST_BYTES = 16 * 1_024;

  private final Runnable onEnd;

  /// @param onEnd called once, on any thread
  public CountedBuffer(Runnable onEnd) {
    super(UnpooledByteBufAllocator.DEFAULT, FIRST_BYTES, Integer.MAX_VALUE);
    this.onEnd = onEnd;
  }

  @Override
  protected void deallocate() {
    super.deallocate();
    onEnd.run();
  }
}
