/// Brings questions to people: windows, sounds, dialogs, second persons.
@NullMarked
package dev.skillwire.desktop;

import org.jspecify.annotations.NullMarked;
