/// The rules: commands, events, state and [Decider][dev.skillwire.core.Decider]. Pure: no I/O, no clock, no third party.
@NullMarked
package dev.skillwire.core;

import org.jspecify.annotations.NullMarked;
