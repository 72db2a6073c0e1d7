package dev.skillwire.core;

/// Why a rule is no more.
public enum RuleEnd {
  DELETED,
  REPLACED,
  EXPIRED,
  USED_UP,
  RUN_ENDED
}
