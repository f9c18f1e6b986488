package io.tajo.stripe.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** https://docs.stripe.com/api/webhook_endpoints and https://docs.stripe.com/api/customers */
class StripeWritesTest {
  private static final String HOOK =
      """
      {"object":"webhook_endpoint","id":"we_1","url":"https://hooks.example.com/a",
       "enabled_events":["customer.created","invoice.paid"],"api_version":"2026-07-29.dahlia",
       "description":null,"metadata":{"connector":"shop"},"status":"enabled","livemode":false%s}
      """;

  private final FakeStripe fake = new FakeStripe();
  private final WebhookEndpoints hooks = fake.stripe.webhookEndpoints();

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void aWebhookEndpointIsMadeInTheVersionThatIsRead() {
    fake.answers(200, HOOK.formatted(",\"secret\":\"whsec_1\""));

    CreatedWebhookEndpoint created =
        hooks.create(
            "https://hooks.example.com/a",
            List.of("customer.created", "invoice.paid"),
            Stripe.API_VERSION,
            "Kept in step & more",
            Map.of("connector", "shop"),
            "key-1");

    RecordedRequest request = fake.request();
    assertThat(FakeStripe.said(request))
        .isEqualTo(
            "POST /v1/webhook_endpoints url=https%3A%2F%2Fhooks.example.com%2Fa"
                + "&enabled_events%5B%5D=customer.created&enabled_events%5B%5D=invoice.paid"
                + "&api_version=2026-07-29.dahlia&description=Kept+in+step+%26+more"
                + "&metadata%5Bconnector%5D=shop");
    assertThat(request.getHeaders().get("Content-Type"))
        .startsWith("application/x-www-form-urlencoded");
    assertThat(request.getHeaders().values("Idempotency-Key")).containsExactly("key-1");
    assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer rk_test_secretOfMine");
    assertThat(request.getHeaders().get("Stripe-Account")).isEqualTo("acct_1");
    assertThat(request.getHeaders().get("Stripe-Version")).isEqualTo("2026-07-29.dahlia");
    assertThat(created.secret()).isEqualTo("whsec_1");
    assertThat(created.toString()).contains("we_1").doesNotContain("whsec_");
    assertThat(created.endpoint())
        .isEqualTo(
            new WebhookEndpoint(
                "we_1",
                "https://hooks.example.com/a",
                List.of("customer.created", "invoice.paid"),
                "2026-07-29.dahlia",
                "",
                new TreeMap<>(Map.of("connector", "shop")),
                "enabled",
                false));
    assertThat(fake.sent).containsExactly("POST /v1/webhook_endpoints");
  }

  @Test
  void aWriteIsRepeatedWithTheSameKeyUntilItIsAnswered() {
    List<MockResponse.Builder> faults =
        List.of(
            new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()),
            new MockResponse.Builder().code(500),
            new MockResponse.Builder().code(429),
            new MockResponse.Builder()
                .code(409)
                .body("{\"error\":{\"code\":\"idempotency_key_in_use\"}}"),
            new MockResponse.Builder().body("{\"object\":\"customer\",\"id\":"),
            new MockResponse.Builder()
                .body("{\"object\":\"customer\",\"id\":\"cus_1\"}")
                .onResponseBody(new SocketEffect.CloseSocket()));
    faults.forEach(fake::answers);
    fake.answers(200, "{\"object\":\"customer\",\"id\":\"cus_1\"}");

    String id =
        fake.stripe
            .customerWrites()
            .create("Ada", "ada@example.com", Map.of("plan", "pro"), "key-1");

    assertThat(id).isEqualTo("cus_1");
    List<RecordedRequest> requests = new ArrayList<>();
    for (int i = 0; i <= faults.size(); i++) {
      requests.add(fake.request());
    }
    assertThat(requests)
        .extracting(request -> request.getHeaders().get("Idempotency-Key"))
        .containsOnly("key-1");
    assertThat(requests)
        .extracting(FakeStripe::said)
        .containsOnly("POST /v1/customers name=Ada&email=ada%40example.com&metadata%5Bplan%5D=pro");
  }

  @Test
  void otherWritesHaveKeysOfTheirOwn() {
    fake.answers(200, HOOK.formatted("")).answers(200, HOOK.formatted(""));
    fake.answers(200, "{\"object\":\"customer\",\"id\":\"cus_1\"}");

    hooks.update("we_1", "https://hooks.example.com/b", List.of("*"), "", false);
    hooks.update("we/1", "https://hooks.example.com/b", List.of("*"), "x", true);
    fake.stripe.customerWrites().update("cus_1", "Ada", "ada@example.com", Map.of());

    List<RecordedRequest> requests = List.of(fake.request(), fake.request(), fake.request());
    assertThat(requests)
        .extracting(FakeStripe::said)
        .containsExactly(
            "POST /v1/webhook_endpoints/we_1 url=https%3A%2F%2Fhooks.example.com%2Fb"
                + "&enabled_events%5B%5D=*&description=&disabled=true",
            "POST /v1/webhook_endpoints/we%2F1 url=https%3A%2F%2Fhooks.example.com%2Fb"
                + "&enabled_events%5B%5D=*&description=x&disabled=false",
            "POST /v1/customers/cus_1 name=Ada&email=ada%40example.com");
    assertThat(new HashSet<>(keys(requests))).hasSize(3).doesNotContainNull();
    assertThat(fake.sent)
        .containsExactly(
            "POST /v1/webhook_endpoints/{id}",
            "POST /v1/webhook_endpoints/{id}",
            "POST /v1/customers/{id}");
  }

  private static List<String> keys(List<RecordedRequest> requests) {
    return requests.stream().map(request -> request.getHeaders().get("Idempotency-Key")).toList();
  }

  @Test
  void allWebhookEndpointsAreListed() {
    fake.answers(
        200, "{\"object\":\"list\",\"has_more\":true,\"data\":[" + HOOK.formatted("") + "]}");
    fake.answers(
        200,
        """
        {"object":"list","has_more":false,"data":[{"object":"webhook_endpoint","id":"we_2",
         "url":"https://x","enabled_events":["*"],"api_version":null,"description":"by hand",
         "metadata":{},"status":"disabled","livemode":true}]}
        """);

    List<WebhookEndpoint> all = hooks.list();

    assertThat(all).extracting(WebhookEndpoint::id).containsExactly("we_1", "we_2");
    assertThat(all.getFirst().isEnabled()).isTrue();
    assertThat(all.getLast())
        .isEqualTo(
            new WebhookEndpoint(
                "we_2",
                "https://x",
                List.of("*"),
                null,
                "by hand",
                new TreeMap<>(),
                "disabled",
                true));
    assertThat(fake.said()).isEqualTo("GET /v1/webhook_endpoints?limit=100");
    assertThat(fake.said()).isEqualTo("GET /v1/webhook_endpoints?limit=100&starting_after=we_1");
  }

  @Test
  void whatIsGoneIsAsGoodAsDeleted() {
    String gone = "{\"error\":{\"code\":\"resource_missing\",\"message\":\"No such thing\"}}";
    fake.answers(new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()));
    fake.answers(404, gone);
    fake.answers(200, "{\"object\":\"customer\",\"id\":\"cus_1\",\"deleted\":true}");

    hooks.delete("we_1");
    fake.stripe.customerWrites().delete("cus_1");

    fake.request();
    assertThat(fake.said()).isEqualTo("DELETE /v1/webhook_endpoints/we_1");
    assertThat(fake.said()).isEqualTo("DELETE /v1/customers/cus_1");
    fake.answers(404, gone);
    assertThatThrownBy(() -> hooks.update("we_1", "https://x", List.of("*"), "", true))
        .isInstanceOf(StripeFailure.NotFound.class);
  }

  @Test
  void anEndpointWithoutItsSecretIsOfNoUse() {
    fake.answers(200, HOOK.formatted(""));

    assertThatThrownBy(() -> create("key-1")).isInstanceOf(StripeFailure.Unavailable.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          webhook_write | ''
          webhook_write | Having the 'rak_webhook_write' permission would allow this request.
          other_write   | Enabling "Other" ('other_write') permissions on this key would do.
          """)
  void aMissingPermissionToWriteIsNamed(String permission, String message) {
    fake.answers(
        403,
        "{\"error\":{\"code\":\"more_permissions_required\",\"message\":"
            + new com.google.gson.JsonPrimitive(message)
            + "}}");

    assertThat(catchThrowableOfType(StripeFailure.PermissionMissing.class, () -> create("key-1")))
        .hasMessageContaining("may not write to /v1/webhook_endpoints")
        .hasMessageContaining("permission " + permission)
        .satisfies(failure -> assertThat(failure.permission()).isEqualTo(permission));
  }

  @Test
  void permissionsGoByResourceAndByWhetherItIsWritten() {
    for (int i = 0; i < 4; i++) {
      fake.answers(403, "");
    }

    assertThat(denied(hooks::list)).isEqualTo("webhook_read");
    assertThat(denied(() -> hooks.delete("we_1"))).isEqualTo("webhook_write");
    assertThat(denied(() -> fake.stripe.customerWrites().delete("cus_1")))
        .isEqualTo("customer_write");
    assertThat(denied(() -> fake.stripe.customer("cus_1"))).isEqualTo("customer_read");
  }

  @Test
  void aWriteThatIsNeverAnsweredSaysWhatItWas() {
    for (int i = 0; i < 10; i++) {
      fake.answers(500, "{\"error\":{\"message\":\"oops\"}}");
    }

    assertThatThrownBy(() -> create("key-1"))
        .isInstanceOf(StripeFailure.Unavailable.class)
        .hasMessageStartingWith("Stripe cannot be written to: POST /v1/webhook_endpoints answered");
  }

  private static String denied(Runnable call) {
    return catchThrowableOfType(StripeFailure.PermissionMissing.class, call::run).permission();
  }

  private CreatedWebhookEndpoint create(String key) {
    return hooks.create("https://x", List.of("*"), Stripe.API_VERSION, "", Map.of(), key);
  }
}
