package io.tajo.stripe.api;

import java.util.List;
import java.util.Optional;

/**
 * The values behind a connector's Secret references. None of them is ever in a text form.
 *
 * @param signingSecrets in the order of {@code spec.webhook.signingSecrets}
 * @param postgresUrl of {@code spec.store.postgres}
 */
public record SecretValues(
    String stripeKey,
    BrevoCredentials brevo,
    List<String> signingSecrets,
    Optional<String> postgresUrl) {

  /** How Brevo knows us. */
  public sealed interface BrevoCredentials {}

  /** An API key. */
  public record ApiKey(String value) implements BrevoCredentials {
    @Override
    public String toString() {
      return "ApiKey[…]";
    }
  }

  /** OAuth 2.0 client credentials. */
  public record OAuthClient(String id, String secret) implements BrevoCredentials {
    @Override
    public String toString() {
      return "OAuthClient[…]";
    }
  }

  /** Whether the key works on real money; a test key has {@code _test_} in it. */
  public boolean live() {
    return !stripeKey.contains("_test_");
  }

  @Override
  public String toString() {
    return "SecretValues[…]";
  }
}
