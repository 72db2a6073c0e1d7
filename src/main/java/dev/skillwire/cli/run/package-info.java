/// Running a skill from this terminal.
@NullMarked
package dev.skillwire.cli.run;

import org.jspecify.annotations.NullMarked;
