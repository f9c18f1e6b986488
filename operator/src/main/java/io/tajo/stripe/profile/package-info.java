/** Pure: Stripe rows in, one contact's exact figures out. Knows no other room. */
@NullMarked
package io.tajo.stripe.profile;

import org.jspecify.annotations.NullMarked;
