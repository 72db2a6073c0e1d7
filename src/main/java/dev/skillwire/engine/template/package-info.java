/// Templates of skills: Jinja2 text and expressions over the values of a run. Knows no skill and no
/// process.
@NullMarked
package dev.skillwire.engine.template;

import org.jspecify.annotations.NullMarked;
