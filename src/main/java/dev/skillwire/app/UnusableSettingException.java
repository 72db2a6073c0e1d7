package dev.skillwire.app;

import java.io.IOException;

/// A setting that looked right, but the hub can't start with it; the message says which and why.
public final class UnusableSettingException extends IOException {

  private static final long serialVersionUID = 1L;

  UnusableSettingException(String message, Throwable cause) {
    super(message, cause);
  }

  UnusableSettingException(String message) {
    super(message);
  }
}
