/// What is known of repairs: which helped against which fault, how often.
@NullMarked
package dev.skillwire.engine.heal;

import org.jspecify.annotations.NullMarked;
