/// Who gets in: the rules by which a request is admitted or refused before anything in it is acted
/// on, and what they rest on (tokens, page cookies, the kernel's table of connections). No network
/// I/O: the network layer states the facts of a request and obeys the verdict.
@NullMarked
package dev.skillwire.session.admission;

import org.jspecify.annotations.NullMarked;
