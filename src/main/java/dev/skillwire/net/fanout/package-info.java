/// From the tail to the sockets: events are encoded once for all clients that want the same bytes.
@NullMarked
package dev.skillwire.net.fanout;

import org.jspecify.annotations.NullMarked;
