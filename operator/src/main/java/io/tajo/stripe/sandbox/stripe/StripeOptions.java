package io.tajo.stripe.sandbox.stripe;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the simulated Stripe account is like.
 *
 * @param account its id
 * @param livemode false: a test account, where test clocks exist
 * @param customers 0 to 1,000,000; deleted ones and those on test clocks included
 * @param chargesPerCustomer average, 0 to 100; guests' charges included
 * @param years how far its history reaches back, from 1
 * @param asOf the present of the generated objects; later changes use the sandbox's clock
 * @param requestsPerSecond of the account: Stripe allows 100 live, 25 in test mode
 * @param requestsPerSecondPerEndpoint Stripe allows 25
 * @param latency how long each answer takes at least
 * @param connected whether it is reached through a platform: its events then name the account
 */
public record StripeOptions(
    String account,
    boolean livemode,
    long seed,
    long customers,
    int chargesPerCustomer,
    int years,
    Spread spread,
    Instant asOf,
    List<ApiKey> keys,
    int requestsPerSecond,
    int requestsPerSecondPerEndpoint,
    Duration latency,
    boolean connected) {
  /**
   * The version of the API that is simulated; a request that names no or another one is refused.
   */
  public static final String API_VERSION = "2026-07-29.dahlia";

  /** The key that is accepted unless others are given. */
  public static final String DEFAULT_KEY = "sk_test_sandbox_51TajoStripeConnector";

  public StripeOptions {
    keys = List.copyOf(keys);
    check(customers >= 0 && customers <= 1_000_000, "customers: 0 to 1000000");
    check(chargesPerCustomer >= 0 && chargesPerCustomer <= 100, "charges per customer: 0 to 100");
    check(years >= 1 && years <= 20, "years: 1 to 20");
    check(requestsPerSecond > 0 && requestsPerSecondPerEndpoint > 0, "requests per second: from 1");
    check(!latency.isNegative(), "latency: not negative");
  }

  /** A test account of 250 customers over three years; the present is the start of the day. */
  public static StripeOptions at(Instant now) {
    return new StripeOptions(
        "acct_1SandboxTajo",
        false,
        1,
        250,
        3,
        3,
        Spread.EVEN,
        now.truncatedTo(ChronoUnit.DAYS),
        List.of(ApiKey.secret(DEFAULT_KEY)),
        25,
        25,
        Duration.ZERO,
        false);
  }

  /** Another account of the same kind. */
  public StripeOptions withSeed(long seed) {
    return with(changed -> changed.seed = seed);
  }

  /** Another size. */
  public StripeOptions withCustomers(long customers, int chargesPerCustomer) {
    return with(changed -> {
      changed.customers = customers;
      changed.chargesPerCustomer = chargesPerCustomer;
    });
  }

  /** Another spread in time. */
  public StripeOptions withSpread(Spread spread) {
    return with(changed -> changed.spread = spread);
  }

  /** Another present of the generated objects. */
  public StripeOptions withAsOf(Instant asOf) {
    return with(changed -> changed.asOf = asOf);
  }

  /** Other keys than the default one. */
  public StripeOptions withKeys(ApiKey... keys) {
    return with(changed -> changed.keys = List.of(keys));
  }

  /** Other limits, in requests per second: of the account, and of each endpoint. */
  public StripeOptions withLimits(int requestsPerSecond, int requestsPerSecondPerEndpoint) {
    return with(changed -> {
      changed.requestsPerSecond = requestsPerSecond;
      changed.requestsPerSecondPerEndpoint = requestsPerSecondPerEndpoint;
    });
  }

  /** Slower answers. */
  public StripeOptions withLatency(Duration latency) {
    return with(changed -> changed.latency = latency);
  }

  /** A live account, with Stripe's limits for it. */
  public StripeOptions live() {
    return with(changed -> {
      changed.livemode = true;
      changed.requestsPerSecond = 100;
    });
  }

  /** A connected account, as a platform sees it: its events name the account. */
  public StripeOptions asConnected() {
    return with(changed -> changed.connected = true);
  }

  private StripeOptions with(Consumer<Changed> change) {
    Changed changed = new Changed();
    change.accept(changed);
    return new StripeOptions(
        account,
        changed.livemode,
        changed.seed,
        changed.customers,
        changed.chargesPerCustomer,
        years,
        changed.spread,
        changed.asOf,
        changed.keys,
        changed.requestsPerSecond,
        changed.requestsPerSecondPerEndpoint,
        changed.latency,
        changed.connected);
  }

  /** The options, begun with what they are. */
  private final class Changed {
    private boolean livemode = StripeOptions.this.livemode;
    private long seed = StripeOptions.this.seed;
    private long customers = StripeOptions.this.customers;
    private int chargesPerCustomer = StripeOptions.this.chargesPerCustomer;
    private Spread spread = StripeOptions.this.spread;
    private Instant asOf = StripeOptions.this.asOf;
    private List<ApiKey> keys = StripeOptions.this.keys;
    private int requestsPerSecond = StripeOptions.this.requestsPerSecond;
    private int requestsPerSecondPerEndpoint = StripeOptions.this.requestsPerSecondPerEndpoint;
    private Duration latency = StripeOptions.this.latency;
    private boolean connected = StripeOptions.this.connected;
  }

  private static void check(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
