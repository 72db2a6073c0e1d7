/// `skillwire rules`: what people decided for questions to come.
@NullMarked
package dev.skillwire.cli.rule;

import org.jspecify.annotations.NullMarked;
