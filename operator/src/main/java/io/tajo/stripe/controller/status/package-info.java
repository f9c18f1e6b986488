/** What is seen of a connector or a run, as the status that its users read. */
@NullMarked
package io.tajo.stripe.controller.status;

import org.jspecify.annotations.NullMarked;
