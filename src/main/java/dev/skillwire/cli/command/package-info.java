/// One file per command: parse, call, print.
@NullMarked
package dev.skillwire.cli.command;

import org.jspecify.annotations.NullMarked;
