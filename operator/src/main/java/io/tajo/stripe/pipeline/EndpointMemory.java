package io.tajo.stripe.pipeline;

import io.tajo.stripe.ledger.Facts;
import java.io.IOException;
import java.util.Optional;

/**
 * What is remembered of a managed webhook endpoint between processes. Never a secret. What cannot
 * be read or kept is an {@link IOException} with what to do.
 */
public interface EndpointMemory {
  Optional<String> get(String key) throws IOException;

  void put(String key, String value) throws IOException;

  void remove(String key) throws IOException;

  /** In a ledger. */
  static EndpointMemory of(Facts facts) {
    return new EndpointMemory() {
      @Override
      public Optional<String> get(String key) {
        return facts.get(key);
      }

      @Override
      public void put(String key, String value) {
        facts.put(key, value);
      }

      @Override
      public void remove(String key) {
        facts.remove(key);
      }
    };
  }
}
