package io.tajo.stripe.stripe;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a Stripe account is reached.
 *
 * @param apiBase {@code https://api.stripe.com}, or another server with any path prefix
 * @param secretKey a secret or restricted key; white space around it is dropped
 * @param account a connected account to act for, {@code acct_…}; null: the key's own
 * @param requestsPerSecond what all requests together may make, above 0
 * @param requestsPerSecondPerEndpoint what one endpoint may make, above 0; Stripe allows 25
 *     (https://docs.stripe.com/rate-limits)
 * @param connectTimeout for a connection to be made
 * @param callTimeout for one request from its first byte to the last of its answer
 */
public record StripeSettings(
    URI apiBase,
    String secretKey,
    @Nullable String account,
    double requestsPerSecond,
    double requestsPerSecondPerEndpoint,
    Duration connectTimeout,
    Duration callTimeout) {
  /** The part of a limit that is used: room for requests that the network pushes together. */
  public static final double HEADROOM = 0.97;

  private static final double STRIPE_PER_ENDPOINT = 25;
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration CALL = Duration.ofSeconds(80);

  /**
   * Checks and trims.
   *
   * @throws StripeFailure.InvalidKey where the key cannot be one
   */
  public StripeSettings {
    secretKey = secretKey.strip();
    if (secretKey.isEmpty() || !secretKey.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new StripeFailure.InvalidKey(
          "The Stripe key is empty or contains characters that no key has: copy it again from the"
              + " Stripe Dashboard (Developers, API keys).");
    }
    if (apiBase.getScheme() == null || apiBase.getHost() == null) {
      throw new IllegalArgumentException(
          "The Stripe API's address must be a URL like https://api.stripe.com, not " + apiBase);
    }
    apiBase = URI.create(apiBase.toString().replaceAll("/+$", ""));
  }

  /** With Stripe's limit an endpoint and the usual timeouts. */
  public static StripeSettings of(
      URI apiBase, String secretKey, @Nullable String account, double requestsPerSecond) {
    return new StripeSettings(
        apiBase, secretKey, account, requestsPerSecond, STRIPE_PER_ENDPOINT, CONNECT, CALL);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "StripeSettings[apiBase=" + apiBase + ", account=" + account + "]";
  }
}
