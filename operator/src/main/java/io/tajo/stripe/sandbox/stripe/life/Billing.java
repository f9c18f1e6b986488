package io.tajo.stripe.sandbox.stripe.life;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.sandbox.stripe.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** What items cost, how long their periods are, and how invoices name their subscription. */
final class Billing {
  /** What is billed for a unit of a price that has no amount a unit, as tiered ones. */
  private static final long OTHERWISE = 1_000;

  private Billing() {}

  /** Minor units of a period of one item in a currency. */
  static long amount(JsonNode item, String currency) {
    JsonNode price = item.path("price");
    JsonNode unit =
        price.path("currency").asText().equals(currency)
            ? price.path("unit_amount")
            : price.path("currency_options").path(currency).path("unit_amount");
    return unit.asLong(OTHERWISE) * item.path("quantity").asLong(0);
  }

  /** Minor units of a period of all items that stand in a subscription. */
  static long amount(JsonNode subscription) {
    long sum = 0;
    for (JsonNode item : subscription.path("items").path("data")) {
      sum += amount(item, subscription.path("currency").asText());
    }
    return sum;
  }

  /** The end, in epoch seconds, of a period that starts then. */
  static long periodEnd(long start, JsonNode price) {
    ZonedDateTime from = Instant.ofEpochSecond(start).atZone(ZoneOffset.UTC);
    long count = price.path("recurring").path("interval_count").asLong(1);
    ZonedDateTime end =
        switch (price.path("recurring").path("interval").asText()) {
          case "day" -> from.plusDays(count);
          case "week" -> from.plusWeeks(count);
          case "year" -> from.plusYears(count);
          default -> from.plusMonths(count);
        };
    return end.toEpochSecond();
  }

  /** What an invoice says of the subscription that it is of. */
  static ObjectNode parent(String subscription) {
    ObjectNode details = Json.object().put("subscription", subscription);
    details.set("metadata", Json.object());
    ObjectNode parent = Json.object().putNull("quote_details");
    parent.set("subscription_details", details);
    return parent.put("type", "subscription_details");
  }
}
