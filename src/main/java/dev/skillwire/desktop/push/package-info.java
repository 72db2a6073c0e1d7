/// Each way to reach a person elsewhere.
@NullMarked
package dev.skillwire.desktop.push;

import org.jspecify.annotations.NullMarked;
