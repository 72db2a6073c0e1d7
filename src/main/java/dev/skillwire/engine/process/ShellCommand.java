package dev.skillwire.engine.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A command for `/bin/sh -c`.
///
/// @param environment added to that of this process
/// @param timeout longest time it may take, or null for no limit
/// @param live is given its output in chunks while it runs, on a thread of its own; may block
/// @param stop ends the command when it completes
public record ShellCommand(
    String text,
    Path directory,
    Map<String, String> environment,
    @Nullable Duration timeout,
    Consumer<String> live,
    CompletableFuture<String> stop) {}
