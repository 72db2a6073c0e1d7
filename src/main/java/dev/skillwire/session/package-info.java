/// The conversation with one client, without I/O: what it may do, what it is sent, where it is.
@NullMarked
package dev.skillwire.session;

import org.jspecify.annotations.NullMarked;
