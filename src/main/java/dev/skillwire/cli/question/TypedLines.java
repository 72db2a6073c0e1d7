package dev.skillwire.cli.question;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Lines that a person types, readable with a time limit. What is typed while nobody waits is dropped
/// with [#forget], so that no answer meets a question that was not on the screen.
public final class TypedLines {

  private static final int LINES = 16;

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>(LINES);

  /// Reads until the end of `in`; the thread stays blocked there, and ends with the process.
  public TypedLines(InputStream in) {
    Thread.ofVirtual()
        .name("typed-lines")
        .start(
            () -> {
              try (var reader =
                  new BufferedReader(new InputStreamReader(in, Charset.defaultCharset()))) {
                for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                  var _ = lines.offer(line);
                }
              } catch (IOException _) {
                // as good as the end
              }
            });
  }

  /// The next line, or null when none was typed in time.
  public @Nullable String poll(Duration atMost) throws InterruptedException {
    return lines.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Drops what was typed before.
  public void forget() {
    lines.clear();
  }

  /// Lines that were typed and not yet read.
  int waiting() {
    return lines.size();
  }
}
