/// Shell commands as process groups that leave nothing behind, with live output.
@NullMarked
package dev.skillwire.engine.process;

import org.jspecify.annotations.NullMarked;
