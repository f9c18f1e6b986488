/**
 * Pure: what one contact's profile becomes in Brevo (attributes, lists, consent) and how that
 * differs from what was last written.
 */
@NullMarked
package io.tajo.stripe.contact;

import org.jspecify.annotations.NullMarked;
