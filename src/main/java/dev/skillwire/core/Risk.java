package dev.skillwire.core;

/// How bad a wrong answer would be, as the asker sees it.
public enum Risk {
  LOW,
  MEDIUM,
  HIGH
}
