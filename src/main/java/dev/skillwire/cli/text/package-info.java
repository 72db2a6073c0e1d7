/// What others say, as text that is safe to print.
@NullMarked
package dev.skillwire.cli.text;

import org.jspecify.annotations.NullMarked;
