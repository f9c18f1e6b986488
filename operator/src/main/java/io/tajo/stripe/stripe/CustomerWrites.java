package io.tajo.stripe.stripe;

import java.util.Map;
import java.util.UUID;

/**
 * Makes, changes and deletes customers, which takes the permission {@code customer_write}. Only the
 * end-to-end check in test mode does so: a connector never writes a merchant's data in Stripe.
 */
public final class CustomerWrites {
  private static final String PATH = Resource.CUSTOMERS.path();

  private final Api api;

  CustomerWrites(Api api) {
    this.api = api;
  }

  /**
   * Makes one.
   *
   * @param idempotencyKey 1 to 255 characters; with the same one, no second customer is made within
   *     a day
   * @return its id
   */
  public String create(
      String name, String email, Map<String, String> metadata, String idempotencyKey) {
    String body = api.post(PATH, form(name, email, metadata), idempotencyKey).body();
    String id = Shape.text(Shape.json(body), "id");
    if (id.isEmpty()) {
      throw Shape.unreadable(PATH);
    }
    return id;
  }

  /**
   * Changes one; metadata that is not named stays.
   *
   * @throws StripeFailure.NotFound where there is none
   */
  public void update(String id, String name, String email, Map<String, String> metadata) {
    String path = PATH + "/" + Api.encoded(id);
    api.post(path, form(name, email, metadata), UUID.randomUUID().toString());
  }

  /** Deletes one, if there is one. */
  public void delete(String id) {
    api.delete(PATH + "/" + Api.encoded(id));
  }

  private static Form form(String name, String email, Map<String, String> metadata) {
    return new Form().put("name", name).put("email", email).putAll("metadata", metadata);
  }
}
