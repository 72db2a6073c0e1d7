package dev.skillwire.engine;

import dev.skillwire.core.Json;

/// A command that waits for a person's word.
///
/// @param command as it would run
/// @param shown what people are shown of it, without secrets
/// @param whole whether nothing was left out of `shown`: only then can it be edited
record Proposal(String command, Json shown, boolean whole) {}
