package io.tajo.stripe.controller.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of texts, by which one tells that something has changed without keeping what it was. */
public final class Fingerprint {
  private final MessageDigest digest;

  public Fingerprint() {
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Adds a text. */
  public Fingerprint add(String text) {
    digest.update(text.getBytes(UTF_8));
    digest.update((byte) 0);
    return this;
  }

  /** Of all that was added, 64 hexadecimal digits; then it is empty again. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
