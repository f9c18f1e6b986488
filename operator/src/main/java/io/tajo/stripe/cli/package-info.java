/** The command line: one small class a command. */
@NullMarked
package io.tajo.stripe.cli;

import org.jspecify.annotations.NullMarked;
