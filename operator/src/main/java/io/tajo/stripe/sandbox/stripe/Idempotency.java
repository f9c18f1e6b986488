package io.tajo.stripe.sandbox.stripe;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers kept by {@code Idempotency-Key} (https://docs.stripe.com/api/idempotent_requests).
 * Refusals are not kept. One thread at a time.
 */
final class Idempotency {
  private record Kept(String request, String answer) {}

  private final Map<String, Kept> kept = new HashMap<>();

  /**
   * The answer of an earlier request with this key.
   *
   * @param request the method, the path and the parameters
   * @return null: the key is new
   * @throws StripeError if that was another request
   */
  @Nullable String earlier(String key, String request) {
    Kept answer = kept.get(key);
    if (answer == null) {
      return null;
    }
    if (!answer.request().equals(request)) {
      throw StripeError.idempotency(key);
    }
    return answer.answer();
  }

  void keep(String key, String request, String answer) {
    kept.put(key, new Kept(request, answer));
  }
}
