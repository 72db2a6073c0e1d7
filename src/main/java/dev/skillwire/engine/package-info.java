/// Runs skills: steps, questions and repairs, reported to the hub through
/// [HubPort][dev.skillwire.core.HubPort].
@NullMarked
package dev.skillwire.engine;

import org.jspecify.annotations.NullMarked;
