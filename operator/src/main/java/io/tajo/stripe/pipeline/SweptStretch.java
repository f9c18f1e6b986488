package io.tajo.stripe.pipeline;

import com.stripe.model.StripeObject;
import io.tajo.stripe.stripe.Range;
import io.tajo.stripe.stripe.Resource;
import java.util.List;

/**
 * How far the sweep of one resource is. Stripe does not say how many objects there are, so it is
 * told by time: of the stretch between the oldest and the newest object seen, how much is read.
 * Never goes back, though the stretch grows while the account's beginning is being found.
 */
final class SweptStretch {
  private long oldest = Long.MAX_VALUE;
  private long newest = Long.MIN_VALUE;
  private final long bottom;

  /** A sweep from a second on. */
  SweptStretch(long bottom) {
    this.bottom = bottom;
  }

  /** The part that is read, 0 to 1, after one more page; below 0: not known yet. */
  synchronized double fraction(List<? extends StripeObject> page, List<Range> remaining) {
    for (StripeObject object : page) {
      Long second = Resource.created(object);
      if (second != null) {
        oldest = Math.min(oldest, second);
        newest = Math.max(newest, second);
      }
    }
    if (remaining.isEmpty()) {
      return 1;
    }
    boolean beginningFound = remaining.stream().noneMatch(range -> range.from() <= bottom);
    if (!beginningFound || newest <= oldest) {
      return -1;
    }
    double unread = 0;
    for (Range range : remaining) {
      unread += Math.max(0, Math.min(range.to(), newest) - Math.max(range.from(), oldest));
    }
    return 1 - Math.min(1, unread / ((double) newest - oldest));
  }
}
