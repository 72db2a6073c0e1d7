/// What must hold when things break: real hubs in processes of their own that are killed, filled up,
/// stalled and fed with garbage.
@NullMarked
package dev.skillwire.faults;

import org.jspecify.annotations.NullMarked;
