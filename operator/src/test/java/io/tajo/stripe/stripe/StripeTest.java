package io.tajo.stripe.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.model.Charge;
import com.stripe.model.Coupon;
import com.stripe.model.Customer;
import com.stripe.model.Price;
import com.stripe.model.Subscription;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StripeTest {
  private static final String KEY = "rk_test_secretOfMine";
  private static final String EMPTY = "{\"object\":\"list\",\"has_more\":false,\"data\":[]}";
  private static final Instant NOW = Instant.parse("2026-05-06T07:08:09.900Z");

  private final MockWebServer server = new MockWebServer();
  private Instant now = NOW;
  private final List<Duration> pauses = new ArrayList<>();
  private final List<String> sent = new ArrayList<>();
  private Stripe stripe;

  @BeforeEach
  void start() throws Exception {
    server.start();
    stripe = stripe("/prefix/", "acct_1");
  }

  private Stripe stripe(String base, String account) {
    StripeSettings settings =
        new StripeSettings(
            URI.create(server.url(base).toString()),
            " " + KEY + "\n",
            account,
            5_000,
            5_000,
            Duration.ofSeconds(5),
            Duration.ofSeconds(5));
    Traffic traffic =
        new Traffic() {
          @Override
          public void sent(String endpoint) {
            sent.add(endpoint);
          }
        };
    return new Stripe(settings, () -> now, traffic, pauses::add, new Random(1));
  }

  @AfterEach
  void stop() {
    stripe.close();
    server.close();
  }

  @Test
  void aListIsAskedForInThePinnedVersionForTheConnectedAccount() throws Exception {
    answer(200, EMPTY);
    stripe.list(Resource.SUBSCRIPTIONS, ListQuery.of(new Range(10, 20, "sub_9")));
    RecordedRequest request = server.takeRequest();
    assertThat(request.getUrl().encodedPath()).isEqualTo("/prefix/v1/subscriptions");
    assertThat(request.getUrl().queryParameter("limit")).isEqualTo("100");
    assertThat(request.getUrl().queryParameter("status")).isEqualTo("all");
    assertThat(request.getUrl().queryParameter("created[gte]")).isEqualTo("10");
    assertThat(request.getUrl().queryParameter("created[lt]")).isEqualTo("20");
    assertThat(request.getUrl().queryParameter("starting_after")).isEqualTo("sub_9");
    assertThat(request.getUrl().queryParameterValues("expand[]"))
        .containsExactly("data.discounts", "data.items.data.discounts");
    assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + KEY);
    assertThat(request.getHeaders().get("Stripe-Version")).isEqualTo("2026-07-29.dahlia");
    assertThat(request.getHeaders().get("Stripe-Account")).isEqualTo("acct_1");
    assertThat(request.getHeaders().names()).doesNotContain("X-Stripe-Client-Telemetry");
    assertThat(sent).containsExactly("/v1/subscriptions");
  }

  @Test
  void anOpenRangeHasNoEndsInTheRequest() throws Exception {
    answer(200, EMPTY);
    stripe.list(Resource.CUSTOMERS, ListQuery.of(Range.all()));
    assertThat(server.takeRequest().getTarget()).isEqualTo("/prefix/v1/customers?limit=100");
  }

  @Test
  void aPageStandsForTheSecondBeforeItWasAskedFor() {
    server.enqueue(
        new MockResponse.Builder()
            .addHeader("Date", "Wed, 06 May 2026 07:00:00 GMT")
            .body(EMPTY)
            .build());
    answer(200, EMPTY);
    assertThat(stripe.list(Resource.CUSTOMERS, ListQuery.of(Range.all())).asOf())
        .isBetween(Instant.parse("2026-05-06T06:59:54Z"), Instant.parse("2026-05-06T06:59:59Z"));
    assertThat(stripe.list(Resource.CUSTOMERS, ListQuery.of(Range.all())).asOf())
        .isBetween(Instant.parse("2026-05-06T07:08:04Z"), Instant.parse("2026-05-06T07:08:09Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "<html>maintenance</html>",
        "{}",
        "{\"status\":\"ok\"}",
        "{\"object\":\"list\",\"data\":[{\"id\":\"cus_1\"",
        "{\"object\":\"list\",\"data\":[]} trailing"
      })
  void whatIsNoWholeAnswerIsAskedForAgain(String body) {
    answer(200, body);
    answer(200, EMPTY);
    assertThat(stripe.list(Resource.CUSTOMERS, ListQuery.of(Range.all())).objects()).isEmpty();
    assertThat(sent).hasSize(2);
    assertThat(pauses).hasSize(1);
    assertThat(pauses.getFirst()).isLessThan(Duration.ofMillis(500));
  }

  @ParameterizedTest
  @ValueSource(ints = {409, 429, 500, 502, 503, 504})
  void whatPassesIsAskedForAgain(int status) {
    answer(status, "");
    answer(status, "<html>busy</html>");
    answer(200, EMPTY);
    assertThat(stripe.list(Resource.CUSTOMERS, ListQuery.of(Range.all())).objects()).isEmpty();
    assertThat(sent).hasSize(3);
  }

  @Test
  void soAreResetsAndTruncatedBodies() {
    server.enqueue(
        new MockResponse.Builder().onRequestStart(new SocketEffect.CloseSocket()).build());
    server.enqueue(
        new MockResponse.Builder()
            .body(EMPTY)
            .onResponseBody(new SocketEffect.CloseSocket())
            .build());
    answer(200, EMPTY);
    assertThat(stripe.list(Resource.CUSTOMERS, ListQuery.of(Range.all())).objects()).isEmpty();
  }

  @Test
  void stripesWordOnRetryingCounts() {
    server.enqueue(
        new MockResponse.Builder()
            .code(400)
            .addHeader("Stripe-Should-Retry", "true")
            .addHeader("Retry-After", "7")
            .body("{\"error\":{\"message\":\"later\"}}")
            .build());
    server.enqueue(
        new MockResponse.Builder().code(500).addHeader("Stripe-Should-Retry", "false").build());
    assertThatThrownBy(() -> stripe.list(Resource.CUSTOMERS, ListQuery.of(Range.all())))
        .isInstanceOf(StripeFailure.Unavailable.class);
    assertThat(pauses).hasSize(1);
    assertThat(pauses.getFirst()).isBetween(Duration.ofSeconds(7), Duration.ofMillis(7_500));
  }

  @Test
  void whatDoesNotPassFailsAfterTenAttemptsAndARateAfterThirty() {
    for (int i = 0; i < 10; i++) {
      answer(200, "{\"object\":\"list\"");
    }
    assertThatThrownBy(() -> stripe.list(Resource.CUSTOMERS, ListQuery.of(Range.all())))
        .isInstanceOf(StripeFailure.Unavailable.class)
        .hasMessageContaining("/v1/customers answered no whole JSON object");
    assertThat(pauses).hasSize(9).allMatch(pause -> pause.toSeconds() < 20);
    for (int i = 0; i < 30; i++) {
      answer(429, "{\"error\":{\"code\":\"lock_timeout\"}}");
    }
    assertThatThrownBy(() -> stripe.list(Resource.CUSTOMERS, ListQuery.of(Range.all())))
        .isInstanceOf(StripeFailure.RateLimited.class)
        .hasMessageContaining("spec.stripe.requestsPerSecond");
    assertThat(sent).hasSize(40);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          401 | InvalidKey        | {"error":{"message":"Invalid API Key provided: rk_test_***Mine"}}
          401 | InvalidKey        | ''
          401 | ExpiredKey        | {"error":{"code":"api_key_expired","message":"Expired API Key provided: rk_test_***Mine"}}
          403 | UnknownAccount    | {"error":{"code":"account_invalid","message":"The provided key 'rk_test_***Mine' does not have access to account 'acct_1'"}}
          401 | UnknownAccount    | {"error":{"message":"The provided key 'rk_test_***Mine' does not have access to account 'acct_1'"}}
          404 | WrongMode         | {"error":{"code":"resource_missing","message":"No such customer: 'cus_1'; a similar object exists in live mode, but a test mode key was used"}}
          404 | NotFound          | {"error":{"code":"resource_missing","param":"id","message":"No such customer: 'cus_1'"}}
          400 | Rejected          | {"error":{"code":"parameter_unknown","message":"Received unknown parameter with key rk_test_secretOfMine"}}
          403 | PermissionMissing | ''
          302 | Rejected          | ''
          """)
  void aRefusalSaysWhatItIsAndNeverTheKey(int status, String kind, String body) {
    answer(status, body);
    StripeFailure failure =
        catchThrowableOfType(
            StripeFailure.class, () -> stripe.list(Resource.CUSTOMERS, ListQuery.of(Range.all())));
    assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
    assertThat(failure.getMessage()).doesNotContain("Mine").doesNotContain("rk_");
    assertThat(failure.getCause()).isNull();
    assertThat(sent).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          charge_read   | The provided key 'rk_test_***Mine' does not have the required permissions for this endpoint on account 'acct_1'. Having the 'rak_charge_read' permission would allow this request to continue.
          plan_read     | Enabling "Prices Read" ('plan_read') permissions on this key would allow this request to continue.
          customer_read | You may not.
          """)
  void aMissingPermissionIsNamed(String permission, String message) {
    String body =
        new com.google.gson.JsonObject().toString().replace("}", "\"error\":{\"message\":")
            + new com.google.gson.JsonPrimitive(message)
            + ",\"code\":\"more_permissions_required\"}}";
    answer(403, body);
    assertThat(stripe.access(Resource.CUSTOMERS))
        .isInstanceOfSatisfying(
            Access.Denied.class,
            denied -> {
              assertThat(denied.permission()).isEqualTo(permission);
              assertThat(denied.message()).contains(permission).contains("Dashboard");
            });
  }

  @Test
  void chargesComeWithoutSettlementWhereThatMayNotBeRead() throws Exception {
    answer(403, "{\"error\":{\"message\":\"the 'rak_balance_transaction_read' permission\"}}");
    answer(200, EMPTY);
    answer(200, EMPTY);
    stripe.list(Resource.CHARGES, ListQuery.of(Range.all()));
    stripe.list(Resource.REFUNDS, ListQuery.of(Range.all()));
    assertThat(server.takeRequest().getTarget()).contains("expand[]=data.balance_transaction");
    assertThat(server.takeRequest().getTarget()).doesNotContain("expand");
    assertThat(server.takeRequest().getTarget()).doesNotContain("expand");
    assertThat(stripe.settlementsReadable()).isFalse();

    // A key's permissions can be mended.
    now = NOW.plusSeconds(3_599);
    assertThat(stripe.settlementsReadable()).isFalse();
    now = NOW.plusSeconds(3_600);
    answer(200, EMPTY);
    stripe.list(Resource.CHARGES, ListQuery.of(Range.all()));
    assertThat(server.takeRequest().getTarget()).contains("expand[]=data.balance_transaction");
    assertThat(stripe.settlementsReadable()).isTrue();
  }

  @Test
  void aDeletedOrUnknownObjectIsEmpty() {
    answer(200, "{\"object\":\"customer\",\"id\":\"cus_1\",\"deleted\":true}");
    answer(404, "{\"error\":{\"code\":\"resource_missing\"}}");
    answer(200, "{\"object\":\"customer\",\"id\":\"cus_1\",\"name\":\"deleted\"}");
    assertThat(stripe.customer("cus_1")).isEmpty();
    assertThat(stripe.customer("cus_1")).isEmpty();
    assertThat(stripe.customer("cus_1")).map(Customer::getName).contains("deleted");
    assertThat(sent).containsOnly("/v1/customers/{id}");
  }

  @Test
  void anIdIsOneSegmentWhateverItHolds() throws Exception {
    answer(200, "{\"object\":\"charge\",\"id\":\"x\"}");
    assertThat(stripe.charge("../a b?c")).map(Charge::getId).contains("x");
    assertThat(server.takeRequest().getTarget())
        .isEqualTo("/prefix/v1/charges/..%2Fa%20b%3Fc?expand[]=balance_transaction");
  }

  @Test
  void aSubscriptionsItemsAreReadToTheirEnd() throws Exception {
    answer(
        200,
        """
        {"object":"list","has_more":false,"data":[{"object":"subscription","id":"sub_1",
         "items":{"object":"list","has_more":true,"data":[{"object":"subscription_item","id":"si_1"}]}}]}
        """);
    answer(
        200,
        """
        {"object":"list","has_more":true,"data":[{"object":"subscription_item","id":"si_1"}]}
        """);
    answer(
        200,
        """
        {"object":"list","has_more":false,"data":[{"object":"subscription_item","id":"si_2"}]}
        """);
    Page page = stripe.list(Resource.SUBSCRIPTIONS, ListQuery.of(Range.all()));
    Subscription subscription = (Subscription) page.objects().getFirst();
    assertThat(subscription.getItems().getData())
        .extracting(item -> item.getId())
        .containsExactly("si_1", "si_2");
    server.takeRequest();
    assertThat(server.takeRequest().getTarget())
        .contains("subscription=sub_1")
        .contains("expand[]=data.discounts");
    assertThat(server.takeRequest().getTarget()).contains("starting_after=si_1");
  }

  @Test
  void theTiersOfAPricesOtherCurrenciesAreAskedForByCurrency() throws Exception {
    answer(
        200,
        """
        {"object":"price","id":"price_1","billing_scheme":"tiered","currency":"usd",
         "currency_options":{"eur":{"unit_amount":null}}}
        """);
    answer(
        200,
        """
        {"object":"price","id":"price_1","billing_scheme":"tiered","currency":"usd",
         "currency_options":{"eur":{"tiers":[{"up_to":null,"unit_amount":5}]}}}
        """);
    Price price = stripe.price("price_1").orElseThrow();
    assertThat(price.getCurrencyOptions().get("eur").getTiers()).hasSize(1);
    server.takeRequest();
    assertThat(server.takeRequest().getUrl().queryParameterValues("expand[]"))
        .contains("currency_options.eur.tiers", "tiers", "currency_options");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"source\":{\"coupon\":%s}", "\"coupon\":%s"})
  void aDeletedCouponIsFoundThroughWhatItIsAppliedTo(String shape) throws Exception {
    String coupon =
        "{\"object\":\"coupon\",\"id\":\"SAVE\",\"applies_to\":{\"products\":[\"prod_1\"]}}";
    answer(
        200,
        "{\"object\":\"subscription\",\"id\":\"sub_1\",\"discounts\":[{"
            + shape.formatted(coupon)
            + "}]}");
    Coupon found = stripe.couponThrough(Resource.SUBSCRIPTIONS, "sub_1", "SAVE").orElseThrow();
    assertThat(found.getAppliesTo().getProducts()).containsExactly("prod_1");
    assertThat(server.takeRequest().getUrl().queryParameterValues("expand[]"))
        .contains("discounts.source.coupon.applies_to");
  }

  @Test
  void aListWithMoreButNothingInItIsRefused() {
    answer(200, "{\"object\":\"list\",\"has_more\":true,\"data\":[]}");
    assertThatThrownBy(() -> stripe.list(Resource.CUSTOMERS, ListQuery.of(Range.all())))
        .isInstanceOf(StripeFailure.Unavailable.class)
        .hasMessageContaining("2026-07-29.dahlia");
  }

  @Test
  void settingsNeverShowTheKeyAndRefuseWhatIsNone() {
    URI base = URI.create("https://api.stripe.com");
    assertThat(StripeSettings.of(base, KEY, null, 40).toString()).doesNotContain("Mine");
    assertThatThrownBy(() -> StripeSettings.of(base, " \n", null, 40))
        .isInstanceOf(StripeFailure.InvalidKey.class);
    assertThatThrownBy(() -> StripeSettings.of(base, "sk_a\nsk_b", null, 40))
        .isInstanceOf(StripeFailure.InvalidKey.class)
        .hasMessageNotContaining("sk_a");
  }

  private void answer(int status, String body) {
    server.enqueue(new MockResponse.Builder().code(status).body(body).build());
  }
}
