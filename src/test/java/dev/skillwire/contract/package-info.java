/// The wire contract, tried from outside: a real hub in a process of its own, driven with plain
/// clients of the JDK and with raw sockets. Nothing here knows a class of the hub.
@NullMarked
package dev.skillwire.contract;

import org.jspecify.annotations.NullMarked;
