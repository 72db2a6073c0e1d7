package dev.skillwire.cli.question;

import dev.skillwire.cli.base.Posix;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Lines typed at a terminal, read only when somebody waits for one. There is no reading thread that
/// could hold a line back from [#forget], and the terminal's own buffer is dropped there too.
public final class TerminalLines implements Keyboard {

  /// Bytes of a line that are kept; who types more types no option.
  private static final int LINE_BYTES = 4 * 1024;

  private static final int READ_BYTES = 1024;

  private final Terminal terminal;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private byte[] read = new byte[0];
  private int taken;

  /// A source of bytes that gives them line by line.
  interface Terminal {
    boolean readable(Duration atMost) throws InterruptedException;

    /// Takes what is there: a number of bytes, or -1 for the end.
    int read(byte[] into) throws IOException;

    /// Drops what was not read.
    void discard();
  }

  TerminalLines(Terminal terminal) {
    this.terminal = terminal;
  }

  /// The terminal at the standard input of this process.
  public static TerminalLines ofInput() {
    return new TerminalLines(new Input(new FileInputStream(FileDescriptor.in)));
  }

  @Override
  public @Nullable Typed poll(Duration atMost) throws InterruptedException {
    var early = rest();
    if (early != null) {
      return early;
    }
    if (!terminal.readable(atMost)) {
      return null;
    }
    var bytes = new byte[READ_BYTES];
    try {
      int n = terminal.read(bytes);
      if (n < 0) {
        line.reset();
        return new Typed.End();
      }
      read = Arrays.copyOf(bytes, n);
      taken = 0;
    } catch (IOException e) {
      return new Typed.End();
    }
    return rest();
  }

  @Override
  public void forget() {
    terminal.discard();
    line.reset();
    taken = read.length;
  }

  /// The line that ends in what was read, or null.
  private @Nullable Typed rest() {
    while (taken < read.length) {
      byte next = read[taken++];
      if (next == '\n') {
        var text = line.toString(Charset.defaultCharset());
        line.reset();
        return new Typed.Line(text);
      }
      if (line.size() < LINE_BYTES) {
        line.write(next);
      }
    }
    return null;
  }

  private record Input(InputStream in) implements Terminal {
    @Override
    public boolean readable(Duration atMost) {
      return Posix.readable(Posix.IN, atMost);
    }

    @Override
    public int read(byte[] into) throws IOException {
      return in.read(into);
    }

    @Override
    public void discard() {
      Posix.discardInput(Posix.IN);
    }
  }
}
