/// JSON in and out: field names, vocabularies, the catalogue of events.
@NullMarked
package dev.skillwire.wire;

import org.jspecify.annotations.NullMarked;
