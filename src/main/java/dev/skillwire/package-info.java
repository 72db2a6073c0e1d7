/// What an embedding program sees: the hub as one object.
@NullMarked
package dev.skillwire;

import org.jspecify.annotations.NullMarked;
