package io.tajo.stripe.pipeline.metrics;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger tells. Of the processes that have it open, only the one that may write to Brevo
 * tells it: the series of the others are not there, so that nothing is told twice.
 */
public final class LedgerMetrics implements AutoCloseable {
  private static final Duration OFTEN = Duration.ofSeconds(15);
  private static final Duration SELDOM = Duration.ofMinutes(5);

  /** A scrape may take ten seconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Meters meters;
  private final BooleanSupplier telling;
  private final Paced<Standing> standing;
  private final Paced<Holdings> holdings;
  private final LedgerGauges gauges;
  private final Runnable reading = this::read;
  private @Nullable Standing shownStanding;
  private @Nullable Holdings shownHoldings;

  LedgerMetrics(
      Meters meters,
      LedgerGauges gauges,
      BooleanSupplier telling,
      Supplier<Standing> standing,
      Supplier<Holdings> holdings) {
    this.meters = meters;
    this.gauges = gauges;
    this.telling = telling;
    this.standing = new Paced<>(OFTEN, standing);
    this.holdings = new Paced<>(SELDOM, holdings);
    meters.beforeScrape(reading);
  }

  private synchronized void read() {
    if (!telling.getAsBoolean()) {
      silence();
      return;
    }
    Optional<Standing> known = standing.now(PATIENCE);
    Optional<Holdings> held = holdings.now(PATIENCE);
    if (known.isPresent() && !known.get().equals(shownStanding)) {
      shownStanding = known.get();
      gauges.show(known.get());
    }
    if (held.isPresent() && !held.get().equals(shownHoldings)) {
      shownHoldings = held.get();
      gauges.show(held.get());
    }
  }

  private void silence() {
    if (shownStanding != null || shownHoldings != null) {
      gauges.clear();
      shownStanding = null;
      shownHoldings = null;
      standing.forget();
      holdings.forget();
    }
  }

  /** Tells nothing more. */
  @Override
  public void close() {
    meters.forget(reading);
    synchronized (this) {
      silence();
    }
  }
}
