package io.tajo.stripe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tajo.stripe.sandbox.stripe.Spread;
import io.tajo.stripe.sandbox.stripe.StripeAccount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists behave as Stripe documents: https://docs.stripe.com/api/pagination. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StripePagingTest {
  private static final long YEAR = Duration.ofDays(365).toSeconds();
  private Sandbox sandbox;
  private StripeCaller stripe;

  @BeforeAll
  void start() {
    sandbox = StripeCaller.start(StripeCaller.options().withCustomers(1_000, 3));
    stripe = new StripeCaller(sandbox);
  }

  @AfterAll
  void stop() {
    sandbox.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/customers", "/v1/charges", "/v1/refunds", "/v1/disputes",
            "/v1/subscriptions?status=all",
        "/v1/invoices", "/v1/products", "/v1/prices", "/v1/coupons", "/v1/checkout/sessions",
        "/v1/balance_transactions", "/v1/payment_intents", "/v1/events"
      })
  void pagesComeNewestFirstAndHoldEverythingOnce(String path) {
    List<JsonNode> all = stripe.all(path);

    assertThat(all).isNotEmpty();
    assertThat(new HashSet<>(stripe.ids(path))).hasSameSizeAs(all);
    assertThat(all)
        .isSortedAccordingTo(
            Comparator.<JsonNode>comparingLong(object -> object.path("created").longValue())
                .thenComparing(object -> serial(object.path("id").asText()))
                .reversed());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/customers?",
        "/v1/charges?",
        "/v1/refunds?",
        "/v1/subscriptions?status=all&",
        "/v1/invoices?",
        "/v1/balance_transactions?"
      })
  void halfOpenRangesTogetherHoldEverythingOnce(String path) {
    List<String> all = stripe.ids(path + "created[gte]=0");
    List<Long> created =
        stripe.all(path + "created[gte]=0").stream()
            .map(object -> object.path("created").longValue())
            .toList();
    long first = created.getLast();
    long last = created.getFirst();
    List<String> parts = new ArrayList<>();
    // Cuts at objects, next to objects, and anywhere.
    List<Long> cuts =
        List.of(
            last + 1,
            last,
            created.get(created.size() / 3),
            created.get(created.size() / 2) + 1,
            first + (last - first) / 5,
            first + 1,
            first);
    for (int i = 0; i + 1 < cuts.size(); i++) {
      parts.addAll(
          stripe.ids(path + "created[gte]=" + cuts.get(i + 1) + "&created[lt]=" + cuts.get(i)));
    }

    assertThat(parts).isEqualTo(all);
  }

  @Test
  void inclusiveAndExclusiveBoundsAgree() {
    long some = stripe.json("/v1/customers?limit=50").path("data").get(30).path("created").asLong();

    assertThat(stripe.ids("/v1/customers?created[gt]=" + (some - 1)))
        .isEqualTo(stripe.ids("/v1/customers?created[gte]=" + some));
    assertThat(stripe.ids("/v1/customers?created[lte]=" + (some - 1)))
        .isEqualTo(stripe.ids("/v1/customers?created[lt]=" + some));
    assertThat(stripe.all("/v1/customers?created=" + some))
        .isNotEmpty()
        .allMatch(customer -> customer.path("created").asLong() == some);
  }

  @Test
  void endingBeforeGivesThePageAboveTheCursor() {
    List<String> all = stripe.ids("/v1/charges");

    JsonNode above = stripe.json("/v1/charges?limit=7&ending_before=" + all.get(20));

    assertThat(above.path("data").findValuesAsText("id"))
        .containsExactlyElementsOf(all.subList(13, 20));
    assertThat(above.path("has_more").booleanValue()).isTrue();
    assertThat(
            stripe
                .json("/v1/charges?limit=7&ending_before=" + all.get(5))
                .path("has_more")
                .asBoolean())
        .isFalse();
  }

  @Test
  void someCustomersWereCreatedInTheSameSecond() {
    List<Long> created =
        stripe.all("/v1/customers").stream().map(c -> c.path("created").longValue()).toList();

    assertThat(created.size() - created.stream().distinct().count()).isGreaterThanOrEqualTo(15);
  }

  @Test
  void filtersGiveTheSameAsLookingThroughEverything() {
    String customer = customerWithCharges();
    assertThat(stripe.ids("/v1/charges?customer=" + customer))
        .isNotEmpty()
        .isEqualTo(
            stripe.all("/v1/charges").stream()
                .filter(charge -> charge.path("customer").asText().equals(customer))
                .map(charge -> charge.path("id").asText())
                .toList());
    String charge = stripe.all("/v1/refunds").get(5).path("charge").asText();
    assertThat(stripe.ids("/v1/refunds?charge=" + charge))
        .isNotEmpty()
        .isEqualTo(
            stripe.all("/v1/refunds").stream()
                .filter(refund -> refund.path("charge").asText().equals(charge))
                .map(refund -> refund.path("id").asText())
                .toList());
    String subscription =
        stripe.all("/v1/invoices").stream()
            .map(i -> i.at("/parent/subscription_details/subscription").asText())
            .filter(id -> !id.isEmpty())
            .findFirst()
            .orElseThrow();
    assertThat(stripe.all("/v1/invoices?subscription=" + subscription)).isNotEmpty();
    String owner = stripe.json("/v1/subscriptions?limit=1").at("/data/0/customer").asText();
    assertThat(stripe.ids("/v1/subscriptions?status=all&customer=" + owner))
        .isEqualTo(
            stripe.all("/v1/subscriptions?status=all").stream()
                .filter(s -> s.path("customer").asText().equals(owner))
                .map(s -> s.path("id").asText())
                .toList());
  }

  private String customerWithCharges() {
    return stripe.all("/v1/charges").stream()
        .map(charge -> charge.path("customer").asText("null"))
        .filter(id -> !id.equals("null"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anAccountInWhichOneMonthHoldsNearlyEverythingPagesTheSameWay() {
    try (Sandbox skewed =
        StripeCaller.start(
            StripeCaller.options().withCustomers(1_000, 3).withSpread(Spread.SKEWED))) {
      List<Long> created =
          new StripeCaller(skewed)
              .all("/v1/customers").stream().map(c -> c.path("created").longValue()).toList();

      long median = created.get(created.size() / 2);
      assertThat(created.stream().filter(at -> Math.abs(at - median) < 16 * 86_400).count())
          .isGreaterThan(created.size() * 89L / 100);
      assertThat(created.getFirst() - created.getLast()).isGreaterThan(2 * YEAR);
    }
  }

  @Test
  void listsShowWhatIsCounted() {
    StripeAccount account = sandbox.stripe();

    var counts = account.counts();
    assertThat(stripe.ids("/v1/customers")).hasSize((int) counts.customers());
    assertThat(stripe.ids("/v1/charges")).hasSize((int) counts.charges()).hasSize(3_000);
    assertThat(
            stripe.all("/v1/charges").stream()
                .filter(c -> c.path("status").asText().equals("succeeded"))
                .filter(c -> c.path("amount_captured").asLong() > 0))
        .hasSize((int) counts.payments());
    assertThat(stripe.ids("/v1/refunds")).hasSize((int) counts.refunds());
    assertThat(stripe.ids("/v1/disputes")).hasSize((int) counts.disputes());
    assertThat(stripe.ids("/v1/subscriptions?status=all")).hasSize((int) counts.subscriptions());
    assertThat(stripe.ids("/v1/invoices")).hasSize((int) counts.invoices());
    assertThat(stripe.ids("/v1/products")).hasSize((int) counts.products());
    assertThat(stripe.ids("/v1/prices").size() + stripe.ids("/v1/prices?active=false").size())
        .isEqualTo((int) counts.prices());
    assertThat(stripe.ids("/v1/coupons")).hasSize((int) counts.coupons());
    assertThat(stripe.ids("/v1/checkout/sessions")).hasSize((int) counts.checkoutSessions());
    assertThat(StripeCaller.parse(stripe.bare("/sandbox/account").body()).path("payments").asLong())
        .isEqualTo(counts.payments());
  }

  private static String serial(String id) {
    return id.substring(id.lastIndexOf('_') + 1);
  }
}
