package io.tajo.stripe.brevo;

import java.net.URI;
import java.time.Duration;

/**
 * How to reach one Brevo account.
 *
 * @param base where the API is, http or https; a path before or instead of {@code /v3} is kept
 * @param credentials of the account
 * @param timeout of connecting, and of each read and write, above 0; a whole call may take ten
 *     times as long
 */
public record BrevoSettings(URI base, Credentials credentials, Duration timeout) {
  /** Brevo itself (https://developers.brevo.com/docs/how-it-works). */
  public static final URI BREVO = URI.create("https://api.brevo.com/v3");

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /**
   * Checks that the base is an absolute http(s) URI without query, and that the timeout is above 0.
   */
  public BrevoSettings {
    String scheme = base.getScheme();
    boolean http = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
    if (!http || base.getHost() == null || base.getQuery() != null || base.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "The base of Brevo's API must be like " + BREVO + ", not " + scheme + "://…");
    }
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException("The timeout for Brevo must be above 0, not " + timeout);
    }
  }

  /** Brevo itself, with 30 seconds' timeout. */
  public static BrevoSettings of(Credentials credentials) {
    return new BrevoSettings(BREVO, credentials, TIMEOUT);
  }

  /** The same account at another server: a sandbox, a proxy. */
  public BrevoSettings at(URI other) {
    return new BrevoSettings(other, credentials, timeout);
  }
}
