/// The commands of the daemon and of what it will do.
@NullMarked
package dev.skillwire.cli.daemon;

import org.jspecify.annotations.NullMarked;
