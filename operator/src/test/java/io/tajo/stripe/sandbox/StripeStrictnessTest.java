package io.tajo.stripe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tajo.stripe.sandbox.stripe.ApiKey;
import io.tajo.stripe.sandbox.stripe.Resource;
import io.tajo.stripe.sandbox.stripe.StripeOptions;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The simulated Stripe refuses what the real one refuses, in its words. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StripeStrictnessTest {
  private static final String RESTRICTED = "rk_test_restricted0001";
  private static final String OLD_WORDS = "rk_test_oldwords0002";
  private static final String EXPIRED = "rk_test_expired0003";
  private static final String LIVE = "sk_live_livemode0004";
  private Sandbox sandbox;
  private StripeCaller stripe;

  @BeforeAll
  void start() {
    Set<String> charges = Set.of("charge_read");
    sandbox =
        StripeCaller.start(
            StripeCaller.options()
                .withKeys(
                    ApiKey.secret(StripeOptions.DEFAULT_KEY),
                    ApiKey.restricted(RESTRICTED, charges),
                    ApiKey.restricted(OLD_WORDS, Set.of()).with(ApiKey.Wording.UNTIL_2025),
                    ApiKey.expired(EXPIRED),
                    ApiKey.secret(LIVE)));
    stripe = new StripeCaller(sandbox);
  }

  @AfterAll
  void stop() {
    sandbox.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /v1/customers?limit=0                                | parameter_invalid_integer    | limit
          /v1/customers?limit=101                              | parameter_invalid_integer    | limit
          /v1/customers?limit=ten                              | parameter_invalid_integer    | limit
          /v1/customers?limit=                                 | parameter_invalid_empty      | limit
          /v1/customers?updated[gte]=1                         | parameter_unknown            | updated[gte]
          /v1/charges?status=succeeded                         | parameter_unknown            | status
          /v1/customers?created[gte]=yesterday                 | parameter_invalid_integer    | created[gte]
          /v1/customers?starting_after=cus_unknown             | resource_missing             | starting_after
          /v1/customers?ending_before=cus_unknown              | resource_missing             | ending_before
          /v1/customers?starting_after=cus_1&ending_before=cus_2 | parameters_exclusive       | ending_before
          /v1/subscriptions?expand[]=data.items.data.price.product | property_expansion_max_depth | expand
          /v1/subscription_items?limit=1                       | parameter_missing            | subscription
          """)
  void aBadParameterIsNamed(String path, String code, String param) {
    HttpResponse<String> response = stripe.get(path.replace("[", "%5B").replace("]", "%5D"));

    assertThat(response.statusCode()).isEqualTo(400);
    JsonNode error = StripeCaller.parse(response.body()).path("error");
    assertThat(error.path("code").asText()).isEqualTo(code);
    assertThat(error.path("param").asText()).isEqualTo(param);
    assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
  }

  @Test
  void onlyExpandableFieldsExpand() {
    assertThat(error("/v1/customers?expand%5B%5D=data.email"))
        .contains("This property cannot be expanded (data.email).");
    assertThat(error("/v1/charges?expand%5B%5D=customer"))
        .contains("You may want to try expanding 'data.customer' instead.");
  }

  private String error(String path) {
    HttpResponse<String> response = stripe.get(path);
    assertThat(response.statusCode()).isEqualTo(400);
    return StripeCaller.parse(response.body()).path("error").path("message").asText();
  }

  @Test
  void keysAreCheckedAndNeverRepeated() {
    assertThat(stripe.bare("/v1/customers").statusCode()).isEqualTo(401);
    HttpResponse<String> wrong =
        stripe.get("/v1/customers", "Authorization", "Bearer sk_test_1234567");
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).contains("Invalid API Key provided: sk_test_***4567");
    HttpResponse<String> expired =
        stripe.get("/v1/customers", "Authorization", "Bearer " + EXPIRED);
    assertThat(expired.statusCode()).isEqualTo(401);
    assertThat(expired.body()).contains("api_key_expired").doesNotContain(EXPIRED);
    String basic =
        Base64.getEncoder()
            .encodeToString((StripeOptions.DEFAULT_KEY + ":").getBytes(StandardCharsets.UTF_8));
    assertThat(stripe.get("/v1/customers", "Authorization", "Basic " + basic).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aMissingPermissionIsNamedInBothOfStripesWordings() {
    HttpResponse<String> now = stripe.get("/v1/prices", "Authorization", "Bearer " + RESTRICTED);
    assertThat(now.statusCode()).isEqualTo(403);
    assertThat(StripeCaller.parse(now.body()).at("/error/message").asText())
        .contains("Enabling \"Prices Read\" ('plan_read') permissions on this key")
        .doesNotContain(RESTRICTED);
    assertThat(now.body()).contains("more_permissions_required");

    HttpResponse<String> before = stripe.get("/v1/refunds", "Authorization", "Bearer " + OLD_WORDS);
    assertThat(before.statusCode()).isEqualTo(403);
    assertThat(before.body())
        .contains("Having the 'rak_charge_read' permission would allow")
        .doesNotContain("more_permissions_required");
  }

  @Test
  void anExpansionNeedsItsOwnPermission() {
    String path = "/v1/charges?limit=1";

    assertThat(stripe.get(path, "Authorization", "Bearer " + RESTRICTED).statusCode())
        .isEqualTo(200);
    HttpResponse<String> expanded =
        stripe.get(
            path + "&expand%5B%5D=data.balance_transaction",
            "Authorization",
            "Bearer " + RESTRICTED);
    assertThat(expanded.statusCode()).isEqualTo(403);
    assertThat(expanded.body()).contains("balance_transaction_read");
  }

  @Test
  void versionAndAccountAreChecked() {
    assertThat(stripe.get("/v1/customers", "Stripe-Version", "2020-08-27").statusCode())
        .isEqualTo(400);
    assertThat(
            stripe
                .bare("/v1/customers", "Authorization", "Bearer " + StripeOptions.DEFAULT_KEY)
                .statusCode())
        .isEqualTo(400);
    HttpResponse<String> other = stripe.get("/v1/customers", "Stripe-Account", "acct_other");
    assertThat(other.statusCode()).isEqualTo(403);
    assertThat(other.body()).contains("account_invalid");
    assertThat(stripe.get("/v1/customers", "Stripe-Account", sandbox.stripe().id()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void whatIsUnknownIsMissingAndTheWrongModeIsSaid() {
    HttpResponse<String> unknown = stripe.get("/v1/customers/cus_unknown");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("resource_missing", "No such customer: 'cus_unknown'");

    String id = stripe.json("/v1/customers?limit=1").at("/data/0/id").asText();
    HttpResponse<String> wrongMode =
        stripe.get("/v1/customers/" + id, "Authorization", "Bearer " + LIVE);
    assertThat(wrongMode.statusCode()).isEqualTo(404);
    assertThat(wrongMode.body())
        .contains("a similar object exists in test mode, but a live mode key was used");
    assertThat(stripe.get("/v1/widgets").body())
        .contains("Unrecognized request URL (GET: /v1/widgets)");
  }

  @Test
  void deletedCustomersAreShownAsSuchAndLeftOutOfLists() {
    String deleted =
        sandbox
            .stripe()
            .all(Resource.SUBSCRIPTIONS, Map.of("status", List.of("all")))
            .map(s -> s.path("customer").asText())
            .filter(id -> stripe.get("/v1/customers/" + id).body().contains("\"deleted\":true"))
            .findFirst()
            .orElseThrow();

    assertThat(stripe.json("/v1/customers/" + deleted).size()).isEqualTo(3);
    assertThat(stripe.ids("/v1/customers")).doesNotContain(deleted);
  }

  @Test
  void answersCarryWhatStripesDo() {
    HttpResponse<String> response = stripe.get("/v1/coupons?limit=1");

    assertThat(response.headers().firstValue("Request-Id")).get().asString().startsWith("req_");
    assertThat(response.headers().firstValue("Stripe-Version")).contains(StripeOptions.API_VERSION);
    String date = response.headers().firstValue("Date").orElseThrow();
    assertThat(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant())
        .as("the sandbox's clock, not the machine's")
        .isEqualTo(StripeCaller.NOW);
  }

  @Test
  void deletedCouponsAreSeenThroughDiscountsAlone() {
    assertThat(stripe.get("/v1/coupons/GONE15").statusCode()).isEqualTo(404);
    assertThat(stripe.ids("/v1/coupons")).contains("FOREVER10").doesNotContain("GONE15");
  }

  @Test
  void limitsRefuseWithTheReason() {
    try (Sandbox slow = StripeCaller.start(StripeOptions.at(StripeCaller.NOW).withLimits(6, 5))) {
      StripeCaller caller = new StripeCaller(slow);
      for (int i = 0; i < 5; i++) {
        caller.get("/v1/coupons");
      }
      HttpResponse<String> endpoint = caller.get("/v1/coupons");
      caller.get("/v1/products");
      HttpResponse<String> account = caller.get("/v1/products");

      assertThat(endpoint.statusCode()).isEqualTo(429);
      assertThat(endpoint.headers().firstValue("Stripe-Rate-Limited-Reason"))
          .contains("endpoint-rate");
      assertThat(account.headers().firstValue("Stripe-Rate-Limited-Reason"))
          .contains("global-rate");
    }
  }
}
