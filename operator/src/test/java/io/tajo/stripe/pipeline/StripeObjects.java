package io.tajo.stripe.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Stripe's objects by hand: what figures do not need is left out. */
public final class StripeObjects {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private StripeObjects() {}

  public static ObjectNode json(String text) {
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static long at(String day) {
    return Instant.parse(day + "T12:00:00Z").getEpochSecond();
  }

  public static ObjectNode customer(String id, @Nullable String email, String created) {
    return json("""
    {"object":"customer","address":null,"balance":0,"currency":null,"delinquent":false,
     "discount":null,"livemode":false,"metadata":{},"name":null,"phone":null,
     "preferred_locales":[],"test_clock":null}
    """)
        .put("id", id)
        .put("email", email)
        .put("created", at(created));
  }

  public static ObjectNode product(String id, String name) {
    return json("""
    {"object":"product","active":true,"livemode":false,"metadata":{},"type":"service"}
    """)
        .put("id", id)
        .put("name", name)
        .put("created", at("2024-01-01"));
  }

  public static ObjectNode price(
      String id, String product, long amount, String currency, String interval) {
    ObjectNode price =
        json("""
        {"object":"price","active":true,"billing_scheme":"per_unit","livemode":false,
         "lookup_key":null,"metadata":{},"nickname":null,"tiers":null,"tiers_mode":null,
         "transform_quantity":null,"type":"recurring"}
        """)
            .put("id", id)
            .put("product", product)
            .put("unit_amount", amount)
            .put("unit_amount_decimal", Long.toString(amount))
            .put("currency", currency)
            .put("created", at("2024-01-02"));
    price.set(
        "recurring",
        json("{\"interval_count\":1,\"usage_type\":\"licensed\"}").put("interval", interval));
    return price;
  }

  /** With one item of that price. */
  public static ObjectNode subscription(
      String id, String customer, String status, ObjectNode price, String created) {
    ObjectNode item =
        json("{\"object\":\"subscription_item\",\"discounts\":[],\"metadata\":{},\"quantity\":1}")
            .put("id", "si_" + id)
            .put("subscription", id)
            .put("created", at(created))
            .put("current_period_start", at("2026-11-01"))
            .put("current_period_end", at("2026-12-01"));
    item.set("price", price);
    ObjectNode items = json("{\"object\":\"list\",\"has_more\":false}");
    items.putArray("data").add(item);
    items.put("url", "/v1/subscription_items?subscription=" + id);
    ObjectNode subscription =
        json("""
        {"object":"subscription","cancel_at":null,"cancel_at_period_end":false,
         "canceled_at":null,"customer_account":null,"discounts":[],"ended_at":null,
         "latest_invoice":null,"livemode":false,"metadata":{},"pause_collection":null,
         "test_clock":null,"trial_end":null,"trial_start":null}
        """)
            .put("id", id)
            .put("customer", customer)
            .put("status", status)
            .put("currency", price.path("currency").asText())
            .put("created", at(created))
            .put("start_date", at(created));
    subscription.set("items", items);
    return subscription;
  }
}
