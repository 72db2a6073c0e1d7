package dev.skillwire.net.api;

import dev.skillwire.core.Limits;
import io.netty.buffer.ByteBufOutputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Answers that may take megabytes. All of them together are bounded, from the reading of what they tell until their peers
/// took them: who asks when there is no room waits a little, then is told `busy`.
final class LargeAnswers {

  private static final int UNIT = 1_024;
  private static final int UNITS = Limits.ANSWERS_BYTES / UNIT;

  private final Semaphore room = new Semaphore(UNITS, true);
  private final long waitMillis;

  /// @param waitMillis how long a request waits for room
  LargeAnswers(long waitMillis) {
    this.waitMillis = waitMillis;
  }

  /// What an answer says.
  interface Content {

    /// Writes all of it; nothing was sent yet when it fails.
    void write(OutputStream out) throws Exception;
  }

  /// Answers 200 with this content, written on a virtual thread.
  ///
  /// @param bytes about what it takes while it is written
  void give(Call call, long bytes, Content content) {
    give(call, bytes, Call.JSON, Map::of, content);
  }

  /// Answers 200 with content of another kind.
  ///
  /// @param headers asked for when the content is written
  void give(
      Call call, long bytes, String type, Supplier<Map<String, String>> headers, Content content) {
    Api.aside(
        call,
        () -> {
          int units = Math.clamp(bytes / UNIT + 1, 1, UNITS);
          if (!room.tryAcquire(units, waitMillis, TimeUnit.MILLISECONDS)) {
            call.refuse(PublishCalls.busy());
            return;
          }
          var held = new AtomicInteger(units);
          var body = new CountedBuffer(() -> room.release(held.getAndSet(0)));
          boolean written = false;
          try {
            content.write(new ByteBufOutputStream(body));
            // What it took while it was written is free again.
            int kept = Math.min(units, body.capacity() / UNIT + 1);
            room.release(held.getAndSet(kept) - kept);
            written = true;
          } finally {
            if (!written) {
              body.release();
            }
          }
          call.answer(200, type, headers.get(), body);
        });
  }
}
