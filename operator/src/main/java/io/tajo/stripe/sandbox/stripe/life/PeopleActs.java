package io.tajo.stripe.sandbox.stripe.life;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.sandbox.stripe.Json;
import io.tajo.stripe.sandbox.stripe.Resource;
import io.tajo.stripe.sandbox.stripe.Shapes;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What customers do and have done to them. */
public final class PeopleActs {
  private final Chronicle chronicle;
  private final SubscriptionActs subscriptions;

  PeopleActs(Chronicle chronicle, SubscriptionActs subscriptions) {
    this.chronicle = chronicle;
    this.subscriptions = subscriptions;
  }

  /** {@code customer.created}. */
  public ObjectNode create(@Nullable String email, @Nullable String name) {
    return create(customer -> customer.put("email", email).put("name", name));
  }

  /** {@code customer.created}, with whatever the customer has from the start. */
  public ObjectNode create(Consumer<ObjectNode> particulars) {
    return chronicle.act(() -> {
      ObjectNode customer = Shapes.of(Resource.CUSTOMERS).put("id", chronicle.newId("cus_"));
      customer.put("livemode", chronicle.account().livemode());
      customer.put("invoice_prefix", customer.path("id").textValue().substring(4, 12));
      particulars.accept(customer);
      return chronicle.add("customer.created", customer);
    });
  }

  /** {@code customer.updated}, if anything is different afterwards. */
  public ObjectNode update(String customer, Consumer<ObjectNode> change) {
    return chronicle.act(
        () -> chronicle.change("customer.updated", Resource.CUSTOMERS, customer, change));
  }

  /** Another address; null: none any more. */
  public ObjectNode email(String customer, @Nullable String email) {
    return update(customer, c -> c.put("email", email));
  }

  /** Another name; null: none any more. */
  public ObjectNode name(String customer, @Nullable String name) {
    return update(customer, c -> c.put("name", name));
  }

  /** Another number; null: none any more. */
  public ObjectNode phone(String customer, @Nullable String phone) {
    return update(customer, c -> c.put("phone", phone));
  }

  /** A key of the metadata; null: the key goes. */
  public ObjectNode metadata(String customer, String key, @Nullable String value) {
    return update(
        customer,
        c -> {
          ObjectNode metadata = (ObjectNode) c.path("metadata");
          if (value == null) {
            metadata.remove(key);
          } else {
            metadata.put(key, value);
          }
        });
  }

  /** Another address on the map; all null: none any more. */
  public ObjectNode address(
      String customer, @Nullable String country, @Nullable String city, @Nullable String code) {
    JsonNode address =
        country == null && city == null && code == null
            ? NullNode.getInstance()
            : Json.object()
                .put("city", city)
                .put("country", country)
                .putNull("line1")
                .putNull("line2")
                .put("postal_code", code)
                .putNull("state");
    return update(customer, c -> c.set("address", address));
  }

  /** Another balance in minor units; negative: a credit. */
  public ObjectNode balance(String customer, long balance) {
    return update(customer, c -> c.put("balance", balance));
  }

  /** Whether the newest invoice was not paid in time. */
  public ObjectNode delinquent(String customer, boolean delinquent) {
    return update(customer, c -> c.put("delinquent", delinquent));
  }

  /** A discount of the customer's own: {@code customer.discount.created}, {@code .updated}. */
  public ObjectNode addDiscount(String customer, String coupon) {
    return chronicle.act(() -> {
      ObjectNode discount = subscriptions.discount(coupon, customer, null);
      chronicle.tell("customer.discount.created", discount);
      return update(customer, c -> c.set("discount", discount));
    });
  }

  /** {@code customer.discount.deleted}, {@code customer.updated}. */
  public ObjectNode removeDiscount(String customer) {
    return chronicle.act(() -> {
      JsonNode discount = chronicle.get(Resource.CUSTOMERS, customer).path("discount");
      if (discount instanceof ObjectNode had) {
        chronicle.tell("customer.discount.deleted", had);
      }
      return update(customer, c -> c.putNull("discount"));
    });
  }

  /**
   * Ends every subscription, each with {@code customer.subscription.deleted}, then {@code
   * customer.deleted} with the customer as it was.
   */
  public ObjectNode delete(String customer) {
    return chronicle.act(() -> {
      chronicle
          .account()
          .all(Resource.SUBSCRIPTIONS, Map.of("customer", List.of(customer)))
          .filter(subscription -> !subscription.path("ended_at").isNumber())
          .forEach(subscription -> subscriptions.end(subscription.path("id").asText()));
      ObjectNode before = chronicle.get(Resource.CUSTOMERS, customer);
      chronicle.account().delete(Resource.CUSTOMERS, customer);
      chronicle.tell("customer.deleted", before);
      return before;
    });
  }
}
