package dev.skillwire.cli.base;

/// What happens when the process is asked to end (SIGTERM, SIGINT), until this is closed.
public final class Shutdown implements AutoCloseable {

  private final Thread hook;

  /// @param work ends what is at work; bounded in time, because the process waits for it
  public Shutdown(Runnable work) {
    hook = Thread.ofPlatform().name("shutdown").unstarted(work);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // the process is ending: the work is being done
    }
  }
}
