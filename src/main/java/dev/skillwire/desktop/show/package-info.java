/// Questions as text that is safe to show.
@NullMarked
package dev.skillwire.desktop.show;

import org.jspecify.annotations.NullMarked;
