package io.tajo.stripe.receiver;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Tells what Stripe signed from everything else (https://docs.stripe.com/webhooks/signature): HMAC
 * with SHA-256 over the timestamp, a point and the body. The signature is looked at before the
 * time, so that a wrong clock and a wrong secret are told apart.
 */
public final class SignatureCheck {
  /** What Stripe's own libraries allow; here it goes for both directions. */
  public static final Duration TOLERANCE = Duration.ofMinutes(5);

  private final SigningSecrets secrets;
  private final InstantSource clock;

  /** Checks with the secrets of the moment. */
  public SignatureCheck(SigningSecrets secrets, InstantSource clock) {
    this.secrets = secrets;
    this.clock = clock;
  }

  /** Checks a body against the values of all {@code Stripe-Signature} headers; throws nothing. */
  public SignatureVerdict check(List<String> headers, byte[] body) {
    if (headers.size() != 1) {
      return SignatureVerdict.MISSING;
    }
    Optional<SignatureHeader> header = SignatureHeader.parse(headers.getFirst());
    return header.isEmpty() ? SignatureVerdict.MALFORMED : check(header.get(), body);
  }

  private SignatureVerdict check(SignatureHeader header, byte[] body) {
    List<SigningSecret> known = secrets.current();
    if (!signed(known, header, body)) {
      List<SigningSecret> newest = secrets.newest();
      if (newest.isEmpty()) {
        return SignatureVerdict.NO_SECRET;
      }
      if (newest.equals(known) || !signed(newest, header, body)) {
        return SignatureVerdict.NO_MATCH;
      }
    }
    Duration age = Duration.between(Instant.ofEpochSecond(header.seconds()), clock.instant());
    if (age.compareTo(TOLERANCE) > 0) {
      return SignatureVerdict.TOO_OLD;
    }
    return age.negated().compareTo(TOLERANCE) > 0
        ? SignatureVerdict.IN_THE_FUTURE
        : SignatureVerdict.VALID;
  }

  private static boolean signed(List<SigningSecret> secrets, SignatureHeader header, byte[] body) {
    return secrets.stream()
        .anyMatch(secret -> secret.signed(header.timestamp(), body, header.signatures()));
  }
}
