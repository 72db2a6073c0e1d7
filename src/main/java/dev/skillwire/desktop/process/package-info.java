/// Programs of the desktop as child processes.
@NullMarked
package dev.skillwire.desktop.process;

import org.jspecify.annotations.NullMarked;
