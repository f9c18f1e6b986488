package io.tajo.stripe.pipeline;

import io.tajo.stripe.api.StripeConnectorStatus.Check;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One Stripe account and one Brevo account, ready to be brought in step. */
public interface Connector extends AutoCloseable {
  /**
   * Runs once. What goes wrong on the way is in the report, which then is no success; a run that
   * was cut short goes on where it stopped.
   *
   * @throws InterruptedException if the thread was interrupted; what was done until then is kept
   */
  RunReport run(RunRequest request, Progress progress) throws InterruptedException;

  /** The connection test, line by line. Needs no database. */
  List<Check> test(Progress progress) throws InterruptedException;

  /** When scheduled full runs may read Stripe again, if the read budget is spent. */
  Optional<Instant> readsSpentUntil();

  @Override
  void close();

  /** Makes connectors; does not yet talk to anybody. */
  @FunctionalInterface
  interface Opener {
    Connector open(ConnectorSettings settings);
  }
}
