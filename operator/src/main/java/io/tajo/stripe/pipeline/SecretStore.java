package io.tajo.stripe.pipeline;

import java.io.IOException;
import java.util.Set;

/**
 * Where the signing secrets of managed webhook endpoints are kept, one an endpoint: Stripe shows
 * each only once, and a receiver accepts all that are here.
 */
public interface SecretStore {
  /**
   * The endpoints whose secrets are here.
   *
   * @throws IOException whose message says what to do
   */
  Set<String> endpoints() throws IOException;

  /**
   * Keeps an endpoint's secret; once this returns, it survives the process.
   *
   * @param endpoint its id in Stripe, {@code we_…}
   * @throws IOException whose message says what to do; nothing is half kept then
   */
  void write(String endpoint, String secret) throws IOException;

  /**
   * Removes an endpoint's secret, if it is here.
   *
   * @throws IOException whose message says what to do
   */
  void remove(String endpoint) throws IOException;
}
