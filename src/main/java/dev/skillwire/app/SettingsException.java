package dev.skillwire.app;

/// A setting that can't be used; the message names it, where it comes from and what it may be.
public final class SettingsException extends Exception {

  private static final long serialVersionUID = 1L;

  SettingsException(String message) {
    super(message);
  }
}
