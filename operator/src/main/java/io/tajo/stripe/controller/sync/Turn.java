package io.tajo.stripe.controller.sync;

import static java.util.Comparator.comparing;

import io.tajo.stripe.api.StripeSync;
import io.tajo.stripe.controller.status.Outcomes;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs of a connector go one after another, the oldest first. */
final class Turn {
  /** What goes on comes first: times are cut to seconds, and two runs may have the same. */
  private static final Comparator<StripeSync> FIRST =
      comparing((StripeSync sync) -> !goesOn(sync))
          .thenComparing(sync -> sync.getMetadata().getCreationTimestamp())
          .thenComparing(sync -> sync.getMetadata().getName());

  private Turn() {}

  private static boolean goesOn(StripeSync sync) {
    return sync.getStatus() != null && sync.getStatus().job() != null;
  }

  /** The run that another has to wait for; empty: it is its turn. */
  static Optional<StripeSync> before(StripeSync sync, Stream<StripeSync> all) {
    return all.filter(other ->
            other.getSpec().connector().equals(sync.getSpec().connector())
                && !Outcomes.hasEnded(other)
                && !other.isMarkedForDeletion()
                && FIRST.compare(other, sync) < 0)
        .min(FIRST);
  }
}
