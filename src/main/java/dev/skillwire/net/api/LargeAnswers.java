package dev.skillwire.net.api;

import dev.skillwire.core.Limits;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledDirectByteBuf;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Answers that may take megabytes. All of them together are bounded, from the reading of what they tell until their peers
/// took them: who asks when there is no room waits a little, then is told `busy`.
final class LargeAnswers {

  private static final int UNIT = 1_024;
  private static final int UNITS = Limits.ANSWERS_BYTES / UNIT;
  private static final int FIRST_BYTES = 16 * 1_024;

  private final Semaphore room = new Semaphore(UNITS, true);
  private final long waitMillis;

  /// @param waitMillis how long a request waits for room
  LargeAnswers(long waitMillis) {
    this.waitMillis = waitMillis;
  }

  /// What an answer says.
  interface Content {

    /// Writes a JSON object; nothing was sent yet when it fails.
    void write(OutputStream out) throws Exception;
  }

  /// Answers 200 with this content, written on a virtual thread.
  ///
  /// @param bytes about what it takes while it is written
  void give(Call call, long bytes, Content content) {
    Api.aside(
        call,
        () -> {
          int units = Math.clamp(bytes / UNIT + 1, 1, UNITS);
          if (!room.tryAcquire(units, waitMillis, TimeUnit.MILLISECONDS)) {
            call.refuse(PublishCalls.busy());
            return;
          }
          var body = new Body(units);
          boolean written = false;
          try {
            content.write(new ByteBufOutputStream(body));
            body.keepWhatItTakes();
            written = true;
          } finally {
            if (!written) {
              body.release();
            }
          }
          call.answer(200, Call.JSON, Map.of(), body);
        });
  }

  /// Direct, so that the transport passes it on as it is; gives its room back when the last byte is with the peer.
  private final class Body extends UnpooledDirectByteBuf {

    private final AtomicInteger units;

    Body(int units) {
      super(UnpooledByteBufAllocator.DEFAULT, FIRST_BYTES, Integer.MAX_VALUE);
      this.units = new AtomicInteger(units);
    }

    void keepWhatItTakes() {
      int kept = Math.min(units.get(), capacity() / UNIT + 1);
      room.release(units.getAndSet(kept) - kept);
    }

    @Override
    protected void deallocate() {
      super.deallocate();
      room.release(units.getAndSet(0));
    }
  }
}
