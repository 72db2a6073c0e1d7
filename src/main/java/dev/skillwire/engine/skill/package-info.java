/// Skills as files: what they say, and reading them from YAML with the place of every fault.
@NullMarked
package dev.skillwire.engine.skill;

import org.jspecify.annotations.NullMarked;
