package dev.skillwire.cli.base;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Text for people and scripts. Where the charset has no `▶`, the signs of Skillwire are written in ASCII,
/// because a `?` for each of them would be the sign of a question. Text that can't be written is told,
/// because somebody who reads no more wants no more.
public final class TextOutput extends PrintStream {

  private static final Map<Integer, String> PLAIN =
      Map.of(
          (int) '▶', ">", (int) '·', ".", (int) '✓', "*", (int) '✗', "x", (int) '■', "#", (int) '…',
          "...", (int) '–', "-", (int) '→', "->", (int) '§', "r");

  private final boolean plain;
  private final int descriptor;

  /// @param plain true where signs must be ASCII in any case
  /// @param unwritable told each time when something can't be written
  TextOutput(OutputStream to, Charset charset, boolean plain, Consumer<IOException> unwritable) {
    this(to, charset, plain, unwritable, -1);
  }

  private TextOutput(
      OutputStream to,
      Charset charset,
      boolean plain,
      Consumer<IOException> unwritable,
      int descriptor) {
    super(new Watched(new BufferedOutputStream(to), unwritable), true, charset);
    this.plain = plain || !signs(charset);
    this.descriptor = descriptor;
  }

  /// The standard output of this process.
  static TextOutput standard(boolean plain, Consumer<IOException> unwritable) {
    var to = new FileOutputStream(FileDescriptor.out);
    return new TextOutput(to, System.out.charset(), plain, unwritable, Posix.OUT);
  }

  /// The error output of this process.
  static TextOutput error(boolean plain, Consumer<IOException> unwritable) {
    var to = new FileOutputStream(FileDescriptor.err);
    return new TextOutput(to, System.err.charset(), plain, unwritable, Posix.ERR);
  }

  @Override
  public void print(@Nullable String text) {
    super.print(plain ? plain(String.valueOf(text)) : String.valueOf(text));
  }

  /// True when this is a pipe that nobody reads any more.
  boolean unread() {
    return descriptor >= 0 && Posix.unread(descriptor);
  }

  /// A stream as a writer, for libraries that want one.
  public static PrintWriter writer(PrintStream to) {
    return new PrintWriter(
        new Writer() {
          @Override
          public void write(char[] text, int from, int length) {
            to.print(new String(text, from, length));
          }

          @Override
          public void flush() {
            to.flush();
          }

          @Override
          public void close() {
            to.flush();
          }
        },
        true);
  }

  private static boolean signs(Charset charset) {
    return charset.canEncode()
        && PLAIN.keySet().stream()
            .allMatch(sign -> charset.newEncoder().canEncode((char) sign.intValue()));
  }

  private static String plain(String text) {
    var out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              var sign = PLAIN.get(point);
              if (sign == null) {
                out.appendCodePoint(point);
              } else {
                out.append(sign);
              }
            });
    return out.toString();
  }

  private static final class Watched extends OutputStream {

    private final OutputStream to;
    private final Consumer<IOException> unwritable;

    Watched(OutputStream to, Consumer<IOException> unwritable) {
      this.to = to;
      this.unwritable = unwritable;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        to.write(bytes, from, length);
      } catch (IOException e) {
        unwritable.accept(e);
        throw e;
      }
    }

    @Override
    public void flush() throws IOException {
      try {
        to.flush();
      } catch (IOException e) {
        unwritable.accept(e);
        throw e;
      }
    }
  }
}
