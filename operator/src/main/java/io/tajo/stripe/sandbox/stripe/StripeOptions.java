package io.tajo.stripe.sandbox.stripe;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

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
    return new StripeOptions(
        account,
        livemode,
        seed,
        customers,
        chargesPerCustomer,
        years,
        spread,
        asOf,
        keys,
        requestsPerSecond,
        requestsPerSecondPerEndpoint,
        latency,
        connected);
  }

  /** Another size. */
  public StripeOptions withCustomers(long customers, int chargesPerCustomer) {
    return new StripeOptions(
        account,
        livemode,
        seed,
        customers,
        chargesPerCustomer,
        years,
        spread,
        asOf,
        keys,
        requestsPerSecond,
        requestsPerSecondPerEndpoint,
        latency,
        connected);
  }

  /** Another spread in time. */
  public StripeOptions withSpread(Spread spread) {
    return new StripeOptions(
        account,
        livemode,
        seed,
        customers,
        chargesPerCustomer,
        years,
        spread,
        asOf,
        keys,
        requestsPerSecond,
        requestsPerSecondPerEndpoint,
        latency,
        connected);
  }

  /** Another present of the generated objects. */
  public StripeOptions withAsOf(Instant asOf) {
    return new StripeOptions(
        account,
        livemode,
        seed,
        customers,
        chargesPerCustomer,
        years,
        spread,
        asOf,
        keys,
        requestsPerSecond,
        requestsPerSecondPerEndpoint,
        latency,
        connected);
  }

  /** Other keys than the default one. */
  public StripeOptions withKeys(ApiKey... keys) {
    return new StripeOptions(
        account,
        livemode,
        seed,
        customers,
        chargesPerCustomer,
        years,
        spread,
        asOf,
        List.of(keys),
        requestsPerSecond,
        requestsPerSecondPerEndpoint,
        latency,
        connected);
  }

  /** Other limits, in requests per second: of the account, and of each endpoint. */
  public StripeOptions withLimits(int requestsPerSecond, int requestsPerSecondPerEndpoint) {
    return new StripeOptions(
        account,
        livemode,
        seed,
        customers,
        chargesPerCustomer,
        years,
        spread,
        asOf,
        keys,
        requestsPerSecond,
        requestsPerSecondPerEndpoint,
        latency,
        connected);
  }

  /** Slower answers. */
  public StripeOptions withLatency(Duration latency) {
    return new StripeOptions(
        account,
        livemode,
        seed,
        customers,
        chargesPerCustomer,
        years,
        spread,
        asOf,
        keys,
        requestsPerSecond,
        requestsPerSecondPerEndpoint,
        latency,
        connected);
  }

  /** A live account, with Stripe's limits for it. */
  public StripeOptions live() {
    return new StripeOptions(
        account,
        true,
        seed,
        customers,
        chargesPerCustomer,
        years,
        spread,
        asOf,
        keys,
        100,
        requestsPerSecondPerEndpoint,
        latency,
        connected);
  }

  /** A connected account, as a platform sees it: its events name the account. */
  public StripeOptions asConnected() {
    return new StripeOptions(
        account,
        livemode,
        seed,
        customers,
        chargesPerCustomer,
        years,
        spread,
        asOf,
        keys,
        requestsPerSecond,
        requestsPerSecondPerEndpoint,
        latency,
        true);
  }

  private static void check(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
