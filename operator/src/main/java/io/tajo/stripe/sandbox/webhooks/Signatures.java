package io.tajo.stripe.sandbox.webhooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes {@code Stripe-Signature} (https://docs.stripe.com/webhooks, verify manually). */
public final class Signatures {
  private static final String ALGORITHM = "HmacSHA256";

  private Signatures() {}

  /**
   * The header's value.
   *
   * @param at epoch seconds
   * @param secrets one signature each, of the whole text of each secret
   */
  public static String header(long at, byte[] payload, List<String> secrets) {
    StringBuilder header = new StringBuilder("t=").append(at);
    for (String secret : secrets) {
      header.append(",v1=").append(signature(at, payload, secret));
    }
    return header.toString();
  }

  private static String signature(long at, byte[] payload, String secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      mac.update((at + ".").getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(mac.doFinal(payload));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
