/// From commands to durable events in one order: sequencer, tail, timers, recovery.
@NullMarked
package dev.skillwire.stream;

import org.jspecify.annotations.NullMarked;
