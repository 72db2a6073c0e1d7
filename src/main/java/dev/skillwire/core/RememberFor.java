package dev.skillwire.core;

import org.jspecify.annotations.Nullable;

/// How long a rule holds; whichever bound comes first ends it.
///
/// @param millis milliseconds from now, or null
/// @param uses questions it may answer, or null
/// @param thisRun true: until the run ends, and for that run only
public record RememberFor(@Nullable Long millis, @Nullable Long uses, boolean thisRun) {

  public static final RememberFor EVER = new RememberFor(null, null, false);
}
