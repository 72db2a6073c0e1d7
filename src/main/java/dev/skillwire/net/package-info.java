/// Sockets: who is at the other end, and which part of the house answers.
@NullMarked
package dev.skillwire.net;

import org.jspecify.annotations.NullMarked;
