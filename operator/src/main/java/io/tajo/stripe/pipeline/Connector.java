package io.tajo.stripe.pipeline;

import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.api.StripeConnectorStatus.Check;
import io.tajo.stripe.ledger.FailedEvent;
import io.tajo.stripe.pipeline.metrics.Meters;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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

  /**
   * Follows a customer of test mode through the connector, which must be running elsewhere. Needs
   * no database.
   *
   * @param steps told of each step when it is over
   * @throws IllegalArgumentException with a key of live mode
   * @throws InterruptedException if the thread was interrupted; what was made is deleted then too
   */
  void endToEnd(EndToEndRequest request, Consumer<Check> steps) throws InterruptedException;

  /** When scheduled full runs may read Stripe again, if the read budget is spent. */
  Optional<Instant> readsSpentUntil();

  /**
   * Works events off in the background until it is closed, as often as no other process does.
   * Closing the connector closes it too.
   */
  Live live();

  /** Where webhooks are stored; whoever {@link #live works events off} hears of each. */
  Intake intake();

  /**
   * The webhook endpoint that is made and kept in Stripe where {@code spec.webhook.registration} is
   * Managed.
   *
   * @param url where Stripe reaches the receiver; empty: at {@code spec.webhook.host}
   */
  ManagedEndpoint endpoint(Optional<URI> url, SecretStore secrets);

  /** How events stand. */
  LiveStatus liveStatus();

  /** What is known between runs, for those who watch. */
  StripeConnectorStatus status();

  /** Whether events can be stored now; answers within about a second. */
  boolean isReady();

  /**
   * Puts events that were given up back.
   *
   * @param ids only these; empty: whatever their id
   * @param type only of this type, {@code *} at the end stands for anything; null: of any
   * @param since only those created at this moment or later; null: of any time
   * @return how many
   */
  int replay(Set<String> ids, @Nullable String type, @Nullable Instant since);

  /** Events that were given up, the oldest first. */
  List<FailedEvent> failedEvents(int most);

  /** What a contact is made of; reads the ledger alone, and makes none where there is none. */
  Explanation explain(Whom whom);

  @Override
  void close();

  /** Makes connectors; does not yet talk to anybody. */
  @FunctionalInterface
  interface Opener {
    Connector open(ConnectorSettings settings, Database database, Meters meters);
  }
}
