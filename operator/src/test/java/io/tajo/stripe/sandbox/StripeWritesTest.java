package io.tajo.stripe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tajo.stripe.sandbox.stripe.ApiKey;
import io.tajo.stripe.sandbox.stripe.StripeOptions;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Customers and webhook endpoints are written as through Stripe's API, and refused as there. */
class StripeWritesTest {
  private static final String WRITER = "rk_test_writer0001";
  private static final String READER = "rk_test_reader0002";
  private static final String ENDPOINT = "url=http://example.com/hook&enabled_events[]=*";

  private Sandbox sandbox;
  private StripeCaller stripe;

  @BeforeEach
  void start() {
    sandbox =
        StripeCaller.start(
            StripeCaller.options()
                .withCustomers(0, 0)
                .withKeys(
                    ApiKey.secret(StripeOptions.DEFAULT_KEY),
                    ApiKey.restricted(WRITER, Set.of("customer_write", "webhook_write")),
                    ApiKey.restricted(READER, Set.of("customer_read", "webhook_read"))));
    stripe = new StripeCaller(sandbox);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private static JsonNode body(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return StripeCaller.parse(response.body());
  }

  private static JsonNode error(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return StripeCaller.parse(response.body()).path("error");
  }

  private List<String> types() {
    return stripe.all("/v1/events").reversed().stream().map(e -> e.path("type").asText()).toList();
  }

  @Test
  void aCustomerIsCreatedChangedAndDeleted() {
    JsonNode created =
        body(stripe.post("/v1/customers", "email=a%40example.com&name=Ada&metadata[tier]=gold"));
    String path = "/v1/customers/" + created.path("id").asText();

    JsonNode changed = body(stripe.post(path, "name=&metadata[tier]=&metadata[since]=2026"));

    assertThat(created.path("name").asText()).isEqualTo("Ada");
    assertThat(created.path("metadata").toString()).isEqualTo("{\"tier\":\"gold\"}");
    assertThat(changed.path("name").isNull()).isTrue();
    assertThat(changed.path("email").asText()).isEqualTo("a@example.com");
    assertThat(changed.path("metadata").toString()).isEqualTo("{\"since\":\"2026\"}");
    assertThat(body(stripe.delete(path)).path("deleted").asBoolean()).isTrue();
    assertThat(error(stripe.delete(path), 404).path("code").asText()).isEqualTo("resource_missing");
    assertThat(types()).containsExactly("customer.created", "customer.updated", "customer.deleted");
  }

  @Test
  void anIdempotencyKeyAnswersOnce() {
    String[] key = {"Idempotency-Key", "first"};
    HttpResponse<String> once = stripe.post("/v1/customers", "name=Ada", key);
    HttpResponse<String> again = stripe.post("/v1/customers", "name=Ada", key);

    assertThat(again.body()).isEqualTo(once.body());
    assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
    assertThat(stripe.ids("/v1/customers")).hasSize(1);
    JsonNode other = error(stripe.post("/v1/customers", "name=Bob", key), 400);
    assertThat(other.path("type").asText()).isEqualTo("idempotency_error");
  }

  @Test
  void writingIncludesReadingAndNotTheOtherWayRound() {
    String[] writer = {"Authorization", "Bearer " + WRITER};
    String[] reader = {"Authorization", "Bearer " + READER};

    assertThat(stripe.post("/v1/customers", "name=A", writer).statusCode()).isEqualTo(200);
    assertThat(stripe.get("/v1/customers", writer).statusCode()).isEqualTo(200);
    assertThat(stripe.get("/v1/webhook_endpoints", reader).statusCode()).isEqualTo(200);
    assertThat(error(stripe.post("/v1/customers", "name=A", reader), 403).path("message").asText())
        .contains("\"Customers Write\" ('customer_write')");
    assertThat(
            error(stripe.post("/v1/webhook_endpoints", ENDPOINT, reader), 403)
                .path("message")
                .asText())
        .contains("'webhook_write'");
    assertThat(stripe.post("/v1/charges", "amount=1", writer).statusCode()).isEqualTo(404);
    assertThat(stripe.delete("/v1/customers", writer).statusCode()).isEqualTo(404);
  }

  @Test
  void anEndpointTellsItsSecretOnce() {
    JsonNode created =
        body(
            stripe.post(
                "/v1/webhook_endpoints",
                "url=http://example.com/hook&enabled_events[0]=customer.created"
                    + "&enabled_events[1]=invoice.paid&api_version="
                    + StripeOptions.API_VERSION
                    + "&description=mine&metadata[owner]=shop"));
    String path = "/v1/webhook_endpoints/" + created.path("id").asText();

    assertThat(created.path("secret").asText()).startsWith("whsec_");
    assertThat(created.path("enabled_events").toString())
        .isEqualTo("[\"customer.created\",\"invoice.paid\"]");
    JsonNode read = stripe.json(path);
    assertThat(read.has("secret")).isFalse();
    assertThat(read.path("api_version").asText()).isEqualTo(StripeOptions.API_VERSION);
    assertThat(read.at("/metadata/owner").asText()).isEqualTo("shop");
    JsonNode changed = body(stripe.post(path, "disabled=true&enabled_events[]=*"));
    assertThat(changed.has("secret")).isFalse();
    assertThat(changed.path("status").asText()).isEqualTo("disabled");
    assertThat(stripe.json(path).path("enabled_events").toString()).isEqualTo("[\"*\"]");
    assertThat(error(stripe.post(path, "api_version=2026-07-29.dahlia"), 400).path("code").asText())
        .isEqualTo("parameter_unknown");
    assertThat(body(stripe.delete(path)).path("deleted").asBoolean()).isTrue();
    assertThat(stripe.ids("/v1/webhook_endpoints")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          webhook_endpoints | url=http://x.io                              | parameter_missing         | enabled_events
          webhook_endpoints | enabled_events[]=*                           | parameter_missing         | url
          webhook_endpoints | url=http://x.io&enabled_events=              | parameter_invalid_empty   | enabled_events
          webhook_endpoints | url=ftp://x.io&enabled_events[]=*            | url_invalid               | url
          webhook_endpoints | url=x.io&enabled_events[]=*                  | url_invalid               | url
          webhook_endpoints | url=http://x.io&enabled_events[]=*&secret=1  | parameter_unknown         | secret
          customers         | name=A&nickname=B                            | parameter_unknown         | nickname
          customers         | email=nobody                                 | email_invalid             | email
          """)
  void aBadParameterIsNamed(String path, String form, String code, String param) {
    JsonNode error = error(stripe.post("/v1/" + path, form), 400);

    assertThat(error.path("code").asText()).isEqualTo(code);
    assertThat(error.path("param").asText()).isEqualTo(param);
    assertThat(types()).isEmpty();
  }

  @Test
  void thereAreSixteenEndpointsAtMost() {
    for (int i = 0; i < 16; i++) {
      body(stripe.post("/v1/webhook_endpoints", ENDPOINT));
    }

    assertThat(error(stripe.post("/v1/webhook_endpoints", ENDPOINT), 400).path("message").asText())
        .contains("maximum of 16");
    assertThat(stripe.ids("/v1/webhook_endpoints")).hasSize(16);
  }

  @Test
  void liveEndpointsAreSecure() {
    String key = "sk_live_sandbox0001";
    try (Sandbox live =
        StripeCaller.start(
            StripeCaller.options().withCustomers(0, 0).live().withKeys(ApiKey.secret(key)))) {
      StripeCaller caller = new StripeCaller(live);
      String[] header = {"Authorization", "Bearer " + key};

      JsonNode refused = error(caller.post("/v1/webhook_endpoints", ENDPOINT, header), 400);
      assertThat(refused.path("code").asText()).isEqualTo("url_invalid");
      JsonNode made =
          body(caller.post("/v1/webhook_endpoints", ENDPOINT.replace("http:", "https:"), header));
      assertThat(made.path("livemode").asBoolean()).isTrue();
    }
  }

  @Test
  void theEventsListIsAskedAsStripeAllows() {
    String types = "&types%5B%5D=customer.created".repeat(21).substring(1);

    assertThat(error(stripe.get("/v1/events?" + types), 400).path("param").asText())
        .isEqualTo("types");
    assertThat(
            error(stripe.get("/v1/events?type=invoice.paid&types%5B%5D=invoice.paid"), 400)
                .path("code")
                .asText())
        .isEqualTo("parameters_exclusive");
    assertThat(error(stripe.get("/v1/events?delivery_success=maybe"), 400).path("param").asText())
        .isEqualTo("delivery_success");
  }
}
