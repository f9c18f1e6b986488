/**
 * The packaged jar as its users run it: processes of their own, with an environment of their own,
 * and HTTP between them.
 */
@NullMarked
package io.tajo.stripe.process;

import org.jspecify.annotations.NullMarked;
