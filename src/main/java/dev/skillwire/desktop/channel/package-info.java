/// Each way to reach a person at this machine.
@NullMarked
package dev.skillwire.desktop.channel;

import org.jspecify.annotations.NullMarked;
