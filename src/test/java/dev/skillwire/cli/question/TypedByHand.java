package dev.skillwire.cli.question;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A terminal as the kernel keeps it: a line can be read when it is ended, and is edited until then.
final class TypedByHand implements TerminalLines.Terminal {

  private final LinkedBlockingQueue<byte[]> ended = new LinkedBlockingQueue<>();
  private final StringBuilder open = new StringBuilder();
  private byte @Nullable [] peeked;

  synchronized void type(String keys) {
    for (int i = 0; i < keys.length(); i++) {
      char key = keys.charAt(i);
      if (key == '\u0004') { // Ctrl-D
        end();
      } else {
        open.append(key);
        if (key == '\n') {
          end();
        }
      }
    }
  }

  private void end() {
    ended.add(open.toString().getBytes(StandardCharsets.UTF_8));
    open.setLength(0);
  }

  @Override
  public boolean readable(Duration atMost) throws InterruptedException {
    if (peeked == null) {
      peeked = ended.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }
    return peeked != null;
  }

  @Override
  public int read(byte[] into) {
    var bytes = peeked;
    if (bytes == null) {
      throw new IllegalStateException("a read that would block");
    }
    peeked = null;
    System.arraycopy(bytes, 0, into, 0, bytes.length);
    return bytes.length == 0 ? -1 : bytes.length;
  }

  @Override
  public synchronized void discard() {
    peeked = null;
    ended.clear();
    open.setLength(0);
  }
}
