package io.tajo.stripe.pipeline;

import io.tajo.stripe.api.StripeConnectorStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a run went.
 *
 * @param problems what stayed unread or unwritten and what to do about it, a sentence each
 * @param dryRun what would have been written, of a dry run
 * @param feed what Stripe's events told, of an incremental run
 * @param success whether nothing stayed unread or unwritten
 * @param refused whether another run would end the same until a key, a permission or a list is
 *     mended
 */
public record RunReport(
    StripeConnectorStatus status,
    List<String> problems,
    Optional<DryRun> dryRun,
    Optional<Feed> feed,
    Duration took,
    boolean success,
    boolean refused) {
  /** The same without the contacts that a dry run shows: they are personal. */
  public RunReport withoutExamples() {
    return new RunReport(
        status, problems, dryRun.map(DryRun::withoutExamples), feed, took, success, refused);
  }

  /**
   * What reading the events feed brought.
   *
   * @param read events of use to the connector
   * @param fresh those of them that had not come before
   * @param undelivered events of the last day that Stripe has not delivered to every webhook
   *     endpoint; asked once a day, 0 in between; 100 stands for that many or more
   * @param unread what is synced and was never read in full, in words; its figures stay as they are
   */
  public record Feed(long read, long fresh, long undelivered, String unread) {}
}
