/// What a daemon is told to do: its file, read and checked.
@NullMarked
package dev.skillwire.engine.daemon.plan;

import org.jspecify.annotations.NullMarked;
