/** The manifests in {@code examples/}: what is shown is right. */
@NullMarked
package io.tajo.stripe.examples;

import org.jspecify.annotations.NullMarked;
