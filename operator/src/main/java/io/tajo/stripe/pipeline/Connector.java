package io.tajo.stripe.pipeline;

import io.tajo.stripe.api.StripeConnectorStatus.Check;
import java.util.List;

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

  @Override
  void close();

  /** Makes connectors; does not yet talk to anybody. */
  @FunctionalInterface
  interface Opener {
    Connector open(ConnectorSettings settings);
  }
}
