/// The terminal. Each command has a file of its own in `command`.
@NullMarked
package dev.skillwire.cli;

import org.jspecify.annotations.NullMarked;
