/// Starts skills when it is time, when files change, and when a signed request comes.
@NullMarked
package dev.skillwire.engine.daemon;

import org.jspecify.annotations.NullMarked;
