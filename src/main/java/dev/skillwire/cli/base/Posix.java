package dev.skillwire.cli.base;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.time.Duration;

/// Calls of the C library about terminals and pipes for which Java has no words. The first one takes
/// some tens of milliseconds, so nothing asks without need.
public final class Posix {

  public static final int IN = 0;
  public static final int OUT = 1;
  public static final int ERR = 2;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

  /// `struct pollfd`: descriptor, events that are asked for, events that are there.
  private static final MemoryLayout POLLED =
      MemoryLayout.structLayout(INT, ValueLayout.JAVA_SHORT, ValueLayout.JAVA_SHORT);

  private static final long ASKED_AT = 4;
  private static final long THERE_AT = 6;

  private static final short POLL_IN = 0x01;
  private static final short POLL_ERROR = 0x08;
  private static final short POLL_GONE = 0x10;

  /// `TCIFLUSH`, which is not the same number everywhere.
  private static final int DISCARD_INPUT =
      System.getProperty("os.name", "").startsWith("Mac") ? 1 : 0;

  private static final MethodHandle IS_TERMINAL = call("isatty", FunctionDescriptor.of(INT, INT));
  private static final MethodHandle DISCARD = call("tcflush", FunctionDescriptor.of(INT, INT, INT));
  private static final MethodHandle POLL =
      call("poll", FunctionDescriptor.of(INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, INT));

  private Posix() {}

  public static boolean isTerminal(int descriptor) {
    try {
      return (int) IS_TERMINAL.invokeExact(descriptor) == 1;
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /// Waits until something can be read. From a terminal these are whole lines and the sign of the end.
  ///
  /// @return false when nothing came in time
  public static boolean readable(int descriptor, Duration atMost) {
    return (poll(descriptor, POLL_IN, Math.toIntExact(atMost.toMillis()))
            & (POLL_IN | POLL_GONE | POLL_ERROR))
        != 0;
  }

  /// True when nobody reads the pipe that this descriptor writes to.
  public static boolean unread(int descriptor) {
    return (poll(descriptor, (short) 0, 0) & POLL_ERROR) != 0;
  }

  /// Drops what was typed and not yet read, also the beginning of a line that is not ended.
  public static void discardInput(int descriptor) {
    try {
      var _ = (int) DISCARD.invokeExact(descriptor, DISCARD_INPUT);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  private static int poll(int descriptor, short events, int atMostMs) {
    try (var arena = Arena.ofConfined()) {
      var polled = arena.allocate(POLLED);
      polled.set(INT, 0, descriptor);
      polled.set(ValueLayout.JAVA_SHORT, ASKED_AT, events);
      int found = (int) POLL.invokeExact(polled, 1L, atMostMs);
      return found > 0 ? polled.get(ValueLayout.JAVA_SHORT, THERE_AT) : 0;
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  @SuppressWarnings("restricted") // the launcher allows native access
  private static MethodHandle call(String name, FunctionDescriptor descriptor) {
    var linker = Linker.nativeLinker();
    MemorySegment function = linker.defaultLookup().findOrThrow(name);
    return linker.downcallHandle(function, descriptor);
  }

  private static IllegalStateException broken(Throwable e) {
    return new IllegalStateException("a call of the C library broke", e);
  }
}
