/// Asking a person at this terminal.
@NullMarked
package dev.skillwire.cli.question;

import org.jspecify.annotations.NullMarked;
