package io.tajo.stripe.stripe;

import com.stripe.model.StripeObject;
import java.time.Instant;
import java.util.List;

/**
 * Takes what a sweep reads. Called from many threads, but for one resource never twice at a time,
 * and in the order in which its remaining ranges shrink.
 */
public interface SweepSink {
  /**
   * Stores a page and what remains after it, both or neither. A page counts as read only when this
   * returns; what it throws stops the whole sweep.
   *
   * @param objects of the resource's class, newest first; may be empty
   * @param asOf the objects are at least as new as this
   * @param done what is read of the range that was asked for, in whole seconds; empty where a page
   *     ended within its first second
   * @param remaining all of the resource that is not read yet, failed ranges included; empty: all
   *     is read
   */
  void page(
      Resource resource,
      List<? extends StripeObject> objects,
      Instant asOf,
      Range done,
      List<Range> remaining);

  /** A range could not be read; it stays among what remains, and the others go on. */
  default void failed(Resource resource, Range range, StripeFailure why) {}
}
