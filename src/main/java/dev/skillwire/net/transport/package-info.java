/// The transport: sockets, HTTP strictness, the WebSocket handshake and frames, event streams. It knows bytes, not
/// JSON; what is served is an [Application][dev.skillwire.net.transport.Application].
@NullMarked
package dev.skillwire.net.transport;

import org.jspecify.annotations.NullMarked;
