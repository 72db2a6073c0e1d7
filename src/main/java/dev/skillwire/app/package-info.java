/// Configuration and the composition root.
@NullMarked
package dev.skillwire.app;

import org.jspecify.annotations.NullMarked;
