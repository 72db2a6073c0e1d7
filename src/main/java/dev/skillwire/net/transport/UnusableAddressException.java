package dev.skillwire.net.transport;

import java.io.IOException;

/// Where or how to listen was said, and can't be done: an address of another machine, a port of the
/// system's, a certificate that is none.
public final class UnusableAddressException extends IOException {

  private static final long serialVersionUID = 1L;

  UnusableAddressException(String message, Throwable cause) {
    super(message, cause);
  }
}
