/** What a connector's spec and Secrets come to, and whether all is there. */
@NullMarked
package io.tajo.stripe.controller.input;

import org.jspecify.annotations.NullMarked;
