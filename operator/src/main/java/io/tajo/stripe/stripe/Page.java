package io.tajo.stripe.stripe;

import com.stripe.model.StripeObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A page of a list, newest first, all of the resource's class.
 *
 * @param hasMore whether the list goes on after the last of them
 * @param asOf the objects are at least as new as this: whole seconds of the answer's {@code Date}
 *     less the request's duration
 * @param took what the request took, waiting for its turn left out
 */
public record Page(
    List<? extends StripeObject> objects, boolean hasMore, Instant asOf, Duration took) {}
