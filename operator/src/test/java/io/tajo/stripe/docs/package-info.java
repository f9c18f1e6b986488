/** What the documents say is so: their YAML, commands, tables and links. */
@NullMarked
package io.tajo.stripe.docs;

import org.jspecify.annotations.NullMarked;
