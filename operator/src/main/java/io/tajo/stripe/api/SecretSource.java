package io.tajo.stripe.api;

import java.util.Optional;

/**
 * Where the values behind Secret references come from. What is not there is told as a problem of
 * the reference; messages name Secrets, keys and variables, never values.
 */
interface SecretSource {
  /** The value of a Secret's key; empty: there is none, and that is among the problems now. */
  Optional<String> value(String secret, String key, Cursor reference);

  /** The same of a value that may as well come later, where this source can bring it later. */
  default Optional<String> valueNowOrLater(String secret, String key, Cursor reference) {
    return value(secret, key, reference);
  }
}
