package io.tajo.stripe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tajo.stripe.sandbox.stripe.StripeOptions;
import org.junit.jupiter.api.Test;

/** A million customers with three charges each cost no memory. */
class LargeAccountTest {
  private static final StripeOptions LARGE = StripeCaller.options().withCustomers(1_000_000, 3);

  @Test
  void pagesAnywhereAreServedAndNothingIsHeld() {
    long before = heap();
    try (Sandbox sandbox = StripeCaller.start(LARGE)) {
      StripeCaller stripe = new StripeCaller(sandbox);
      String subscriptions = "/v1/subscriptions?limit=100&status=all&expand%5B%5D=data.discounts";
      long end = StripeCaller.NOW.getEpochSecond();
      for (int round = 0; round < 60; round++) {
        read(stripe, "/v1/customers?limit=100", end - round * 1_000_000L);
        read(stripe, subscriptions, end - round * 1_000_000L);
        read(stripe, "/v1/charges?limit=100", end - round * 1_000_000L);
      }

      for (String path :
          new String[] {
            "/v1/customers?limit=100",
            "/v1/charges?limit=100",
            "/v1/charges?limit=100&expand%5B%5D=data.balance_transaction",
            "/v1/invoices?limit=100",
            subscriptions
          }) {
        for (int i = 0; i < 50; i++) {
          read(stripe, path, end - i * 1_500_000L);
        }
      }
      assertThat(heap() - before).as("bytes").isLessThan(30_000_000);
    }
  }

  private static void read(StripeCaller stripe, String path, long before) {
    JsonNode page = stripe.json(path + "&created%5Blt%5D=" + before);
    assertThat(page.path("data").size()).isEqualTo(100);
  }

  @Test
  void everyCustomersChargesAreFoundByArithmetic() {
    try (Sandbox sandbox = StripeCaller.start(LARGE)) {
      StripeCaller stripe = new StripeCaller(sandbox);
      JsonNode page = stripe.json("/v1/charges?limit=100&created%5Blt%5D=1750000000");
      for (JsonNode charge : page.path("data")) {
        if (charge.path("customer").isTextual()) {
          assertThat(stripe.ids("/v1/charges?customer=" + charge.path("customer").asText()))
              .contains(charge.path("id").asText());
        }
      }
      assertThat(sandbox.stripe().counts().charges()).isEqualTo(3_000_000);
    }
  }

  private static long heap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
