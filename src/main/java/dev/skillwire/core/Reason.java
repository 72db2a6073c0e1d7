package dev.skillwire.core;

import java.util.Locale;

/// Why a command or message is refused; [#code] is stable and part of the contract.
public enum Reason {
  INVALID_JSON,
  INVALID_MESSAGE,
  UNKNOWN_TYPE,
  UNKNOWN_SKILL,
  UNKNOWN_CONFIRMATION,
  ALREADY_ANSWERED,
  ALREADY_CLOSED,
  INVALID_CHOICE,
  DIGEST_MISMATCH,
  FORBIDDEN,
  TOO_LARGE,
  RATE_LIMITED,
  BUSY,
  DUPLICATE_ID,
  UNKNOWN_RULE,
  NOT_APPROVED,
  ALREADY_USED,
  EDIT_NOT_ALLOWED,
  NOT_SHOWN,

  ALREADY_CLAIMED;

  private final String code = name().toLowerCase(Locale.ROOT);

  public String code() {
    return code;
  }
}
