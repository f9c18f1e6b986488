package io.tajo.stripe.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What an endpoint of Stripe signs with. The whole text is the key, {@code whsec_} included
 * (https://docs.stripe.com/webhooks/signature).
 */
public final class SigningSecret {
  private static final String ALGORITHM = "HmacSHA256";

  private final byte[] text;

  private SigningSecret(byte[] text) {
    this.text = text;
  }

  /**
   * Takes a secret, without the white space around it.
   *
   * @throws IllegalArgumentException where nothing is left
   */
  public static SigningSecret of(String text) {
    String stripped = text.strip();
    if (stripped.isEmpty()) {
      throw new IllegalArgumentException(
          "A signing secret is empty: copy it from the endpoint's page in the Stripe Dashboard.");
    }
    return new SigningSecret(stripped.getBytes(UTF_8));
  }

  /**
   * Whether one of the signatures is this secret's; takes as long for a wrong one as for a right.
   */
  boolean signed(String timestamp, byte[] body, List<byte[]> signatures) {
    byte[] own = sign(timestamp, body);
    boolean found = false;
    for (byte[] signature : signatures) {
      found |= MessageDigest.isEqual(own, signature);
    }
    return found;
  }

  /** The signature, 32 bytes. */
  byte[] sign(String timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(text, ALGORITHM));
      mac.update(timestamp.getBytes(UTF_8));
      mac.update((byte) '.');
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no " + ALGORITHM + ": use another.", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SigningSecret secret && MessageDigest.isEqual(text, secret.text);
  }

  @Override
  public int hashCode() {
    return text.length;
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "SigningSecret[…]";
  }
}
