/// What every command stands on: its surroundings, the hub it talks to, how it ends.
@NullMarked
package dev.skillwire.cli.base;

import org.jspecify.annotations.NullMarked;
