package io.tajo.stripe.cli;

import io.tajo.stripe.api.EffectiveSpec;
import io.tajo.stripe.api.StripeSyncSpec;
import io.tajo.stripe.pipeline.Connector;
import io.tajo.stripe.pipeline.RunRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/** When a connector's runs start by themselves, and which. */
final class Schedule {
  static final RunRequest INCREMENTAL =
      new RunRequest(StripeSyncSpec.Type.INCREMENTAL, Set.of(), null, false, false);

  private final EffectiveSpec spec;
  private final Environment environment;

  /** Kept: one that comes due while another run is going on is made up for. */
  private Instant full;

  private Instant announcedFull = Instant.MIN;

  Schedule(EffectiveSpec spec, Environment environment) {
    this.spec = spec;
    this.environment = environment;
    this.full = nextFull(environment.clock().instant());
  }

  private Instant nextFull(Instant after) {
    return spec.full().next(after).orElse(Instant.MAX);
  }

  /**
   * Sleeps until the next run is due; a full one goes before an incremental one, and waits where
   * the read budget is spent.
   *
   * @param tell whether to say when it is, also where nothing has changed
   * @return the run; empty where it was told to stop while it waited: nothing is cut short then
   */
  Optional<RunRequest> sleepUntilNext(Connector connector, boolean tell) {
    Instant now = environment.clock().instant();
    Optional<Instant> spent = connector.readsSpentUntil();
    if (full.isBefore(spent.orElse(Instant.MIN))) {
      full = nextFull(spent.get());
    }
    Instant incremental = spec.incremental().next(now).orElse(Instant.MAX);
    if (tell || !full.equals(announcedFull)) {
      announce(spent, incremental);
    }
    Instant next = full.isAfter(incremental) ? incremental : full;
    try {
      Thread.sleep(Duration.between(now, next));
      if (full.isAfter(incremental)) {
        return Optional.of(INCREMENTAL);
      }
      full = nextFull(environment.clock().instant());
      return Optional.of(RunRequest.full());
    } catch (InterruptedException e) {
      return Optional.empty();
    }
  }

  private void announce(Optional<Instant> spent, Instant incremental) {
    announcedFull = full;
    spent.ifPresent(until ->
        environment
            .err()
            .println(
                "The read budget of Stripe is spent until "
                    + until.truncatedTo(ChronoUnit.SECONDS)
                    + "; spec.stripe.readsPerMonth and your own reads decide it."));
    environment
        .err()
        .println(
            "Next incremental sync at "
                + incremental.truncatedTo(ChronoUnit.SECONDS)
                + ", next full sync at "
                + full.truncatedTo(ChronoUnit.SECONDS)
                + "; Ctrl-C stops.");
  }
}
