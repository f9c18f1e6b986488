package io.tajo.stripe.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.HexFormat;

/** Bodies and headers as Stripe sends them. */
final class Signed {
  static final String SECRET = "whsec_first";
  static final byte[] EVENT =
      "{\"id\":\"evt_1AbcDefGhiJkl\",\"object\":\"event\",\"type\":\"customer.updated\"}"
          .getBytes(UTF_8);

  private Signed() {}

  static String header(Instant time, byte[] body) {
    return header(SECRET, time, body);
  }

  static String header(String secret, Instant time, byte[] body) {
    String seconds = Long.toString(time.getEpochSecond());
    return "t=" + seconds + ",v1=" + signature(secret, seconds, body);
  }

  static String signature(String secret, String seconds, byte[] body) {
    return HexFormat.of().formatHex(SigningSecret.of(secret).sign(seconds, body));
  }
}
