package dev.skillwire.engine;

import dev.skillwire.core.Event.FailReason;
import dev.skillwire.core.RunId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a run ended.
///
/// @param error of the step that stopped it, or null when it ended well
/// @param outputs what it hands out; empty when it failed
/// @param reason null when it ended well
public record RunResult(
    RunId run,
    boolean succeeded,
    @Nullable String error,
    Map<String, @Nullable Object> outputs,
    @Nullable FailReason reason) {}
