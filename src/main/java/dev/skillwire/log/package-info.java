/// Durable, ordered, hash-chained records. Knows bytes, not events: what a record means is decided by those who write it.
///
/// Begin with [EventLog][dev.skillwire.log.EventLog]; the layout on disk is described in `docs/log-format.md`.
@NullMarked
package dev.skillwire.log;

import org.jspecify.annotations.NullMarked;
