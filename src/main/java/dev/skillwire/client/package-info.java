/// A client of the hub for other programs: publish, ask, watch, over its socket and its HTTP API.
@NullMarked
package dev.skillwire.client;

import org.jspecify.annotations.NullMarked;
