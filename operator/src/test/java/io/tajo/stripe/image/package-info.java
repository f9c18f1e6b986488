/** The container image, built as its users build it, and read as a container runtime reads it. */
@NullMarked
package io.tajo.stripe.image;

import org.jspecify.annotations.NullMarked;
