package io.tajo.stripe.pipeline;

import io.tajo.stripe.api.StripeConnectorStatus.Check;
import io.tajo.stripe.brevo.Brevo;
import io.tajo.stripe.pipeline.events.EndpointTypes;
import io.tajo.stripe.stripe.Stripe;
import io.tajo.stripe.stripe.Traffic;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A connector's two accounts without its ledger, for whoever looks after many connectors: soon
 * answered, or told that it was not.
 */
public final class Accounts implements AutoCloseable {
  /** Brevo may hold calls up for most of an hour; whoever comes again later need not wait. */
  private static final Duration MOST_WAIT = Duration.ofSeconds(20);

  private final Plan plan;
  private final InstantSource clock;
  private final Stripe stripe;
  private final Brevo brevo;
  private final Stripe hastyStripe;
  private final Brevo hastyBrevo;

  /**
   * Talks to nobody yet.
   *
   * @throws io.tajo.stripe.contact.MappingException where the manifest's field mapping is none
   */
  public Accounts(ConnectorSettings settings) {
    this(settings, InstantSource.system(), Traffic.NONE, io.tajo.stripe.brevo.Traffic.NONE);
  }

  /**
   * The same.
   *
   * @param ofStripe hears of every request to Stripe
   * @param ofBrevo hears of every call of Brevo
   */
  Accounts(
      ConnectorSettings settings,
      InstantSource clock,
      Traffic ofStripe,
      io.tajo.stripe.brevo.Traffic ofBrevo) {
    this.plan = new Plan(settings);
    this.clock = clock;
    this.stripe = new Stripe(plan.stripe(), settings.network(), clock, ofStripe);
    this.brevo = new Brevo(plan.brevo(), settings.network(), clock, new BrevoWaits(ofBrevo));
    this.hastyStripe = stripe.inHaste();
    this.hastyBrevo = brevo.inHaste(MOST_WAIT);
  }

  Plan plan() {
    return plan;
  }

  Stripe stripe() {
    return stripe;
  }

  Brevo brevo() {
    return brevo;
  }

  /** The tests of both, at leisure. */
  AccountTests tests() {
    return new AccountTests(plan, stripe, brevo);
  }

  /**
   * What a connection test has shown.
   *
   * @param unanswered what an account that gave no answer says of it; empty: both did, and what a
   *     failed line says stays until it is mended
   * @param organization Brevo's id of the organisation that the key is of; empty: it told none
   */
  public record Tested(
      List<Check> lines, Optional<String> unanswered, Optional<String> organization) {}

  /**
   * The connection test, line by line; writes nothing. What does not answer within seconds, or not
   * before a rate limit allows it, is a failed line.
   *
   * @throws InterruptedException if the thread was interrupted
   */
  public Tested test() throws InterruptedException {
    FutureTask<Tested> test =
        new FutureTask<>(() -> {
          Checks checks =
              new AccountTests(plan, hastyStripe, hastyBrevo).connections(Progress.NONE);
          return new Tested(checks.lines(), checks.whyUnanswered(), checks.organization());
        });
    // An interrupt ends what a virtual thread waits for, a socket too.
    Thread worker = Thread.ofVirtual().name("test " + plan.name()).start(test);
    try {
      return test.get();
    } catch (InterruptedException stopped) {
      worker.interrupt();
      throw stopped;
    } catch (ExecutionException e) {
      throw failure(e);
    }
  }

  private static RuntimeException failure(ExecutionException e) throws InterruptedException {
    return switch (e.getCause()) {
      case CancellationException stopped ->
          throw (InterruptedException) new InterruptedException().initCause(stopped);
      case RuntimeException failure -> failure;
      case Error error -> throw error;
      case null, default -> new IllegalStateException(e);
    };
  }

  /**
   * The webhook endpoint that is made and kept in Stripe where {@code spec.webhook.registration} is
   * Managed, or was.
   *
   * @param url where Stripe reaches the receiver; empty: at {@code spec.webhook.host}
   * @param memory what is remembered of it between processes
   */
  public ManagedEndpoint endpoint(Optional<URI> url, SecretStore secrets, EndpointMemory memory) {
    return endpoint(hastyStripe, url, secrets, memory);
  }

  /** The same, at leisure. */
  ManagedEndpoint patientEndpoint(Optional<URI> url, SecretStore secrets, EndpointMemory memory) {
    return endpoint(stripe, url, secrets, memory);
  }

  private ManagedEndpoint endpoint(
      Stripe through, Optional<URI> url, SecretStore secrets, EndpointMemory memory) {
    return new ManagedEndpoint(
        through.webhookEndpoints(),
        new WantedEndpoint(
            plan.name(),
            url.or(plan::webhookUrl).orElse(null),
            // Which types are sent does not depend on the connector's first start.
            EndpointTypes.of(plan.events(Instant.EPOCH))),
        secrets,
        memory,
        clock);
  }

  /** Ends idle connections. */
  @Override
  public void close() {
    stripe.close();
    brevo.close();
  }
}
