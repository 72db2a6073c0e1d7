package dev.skillwire.engine.process;

/// How a command ended.
///
/// @param exitCode what it told, or -1 when it was stopped
/// @param stdout its standard output, at most [KeptText#KEPT_CHARS]
/// @param tail the end of everything it wrote
/// @param errors the end of what it wrote to standard error
/// @param cut true when `stdout` is only the beginning
public record ShellResult(
    End end, int exitCode, String stdout, String tail, String errors, boolean cut) {

  /// Why it ended.
  public enum End {
    EXITED,
    TIMED_OUT,
    STOPPED
  }

  public boolean succeeded() {
    return end == End.EXITED && exitCode == 0;
  }
}
