/// Takes the values of secrets out of commands before they are stored; `docs/security.md` says what that does and what not.
@NullMarked
package dev.skillwire.wire.mask;

import org.jspecify.annotations.NullMarked;
