package dev.skillwire.net.transport;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// Another socket listens on the wanted port. The message names the port and, where the system tells, who holds it.
public final class PortTakenException extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  private final int port;
  private final @Nullable String holder;

  PortTakenException(int port, @Nullable String holder) {
    super("Port " + port + " is taken" + (holder == null ? "." : " by " + holder + "."));
    this.port = port;
    this.holder = holder;
  }

  public int port() {
    return port;
  }

  /// The process id and command of who listens there; null where that can't be known.
  public @Nullable String holder() {
    return holder;
  }
}
