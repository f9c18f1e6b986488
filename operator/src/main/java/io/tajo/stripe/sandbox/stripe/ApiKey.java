package io.tajo.stripe.sandbox.stripe;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A secret or restricted key that the simulated account knows.
 *
 * @param permissions names such as {@code customer_read}; null: all, as a secret key has them
 * @param wording which of Stripe's two forms of message a missing permission gets
 */
public record ApiKey(
    String secret,
    boolean livemode,
    @Nullable Set<String> permissions,
    boolean expired,
    Wording wording) {
  /** The two forms of Stripe's permission message. */
  public enum Wording {
    /** {@code Having the 'rak_charge_read' permission would allow…}, without a code. */
    UNTIL_2025,
    /** {@code Enabling "Prices Read" ('plan_read') permissions…}, with a code. */
    SINCE_2026
  }

  /** A key that may do everything; its mode is what its prefix says. */
  public static ApiKey secret(String secret) {
    return new ApiKey(secret, secret.contains("_live_"), null, false, Wording.SINCE_2026);
  }

  /** A key that may do only what is named. */
  public static ApiKey restricted(String secret, Set<String> permissions) {
    return new ApiKey(
        secret, secret.contains("_live_"), Set.copyOf(permissions), false, Wording.SINCE_2026);
  }

  /** A key that has expired. */
  public static ApiKey expired(String secret) {
    return new ApiKey(secret, secret.contains("_live_"), null, true, Wording.SINCE_2026);
  }

  /** The same key, refused in the other form. */
  public ApiKey with(Wording other) {
    return new ApiKey(secret, livemode, permissions, expired, other);
  }

  /** Writing includes reading. */
  boolean permits(@Nullable String permission) {
    return permission == null
        || permissions == null
        || permissions.contains(permission)
        || permissions.contains(permission.replaceFirst("_read$", "_write"));
  }

  /** As Stripe shows keys in messages. */
  String masked() {
    return mask(secret);
  }

  static String mask(String key) {
    int shown = Math.min(4, key.length());
    int prefix = key.lastIndexOf('_', key.length() - shown) + 1;
    return key.substring(0, prefix)
        + "*".repeat(Math.max(0, key.length() - prefix - shown))
        + key.substring(key.length() - shown);
  }

  @Override
  public String toString() {
    return "ApiKey[" + masked() + "]";
  }
}
