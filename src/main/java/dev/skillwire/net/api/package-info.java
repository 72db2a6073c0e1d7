/// The HTTP interface.
@NullMarked
package dev.skillwire.net.api;

import org.jspecify.annotations.NullMarked;
