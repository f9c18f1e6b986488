package io.tajo.stripe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tajo.stripe.api.StripeConnectorStatus.Check;
import io.tajo.stripe.api.StripeConnectorStatus.CheckStatus;
import io.tajo.stripe.sandbox.stripe.ApiKey;
import io.tajo.stripe.sandbox.stripe.Resource;
import io.tajo.stripe.sandbox.stripe.StripeOptions;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EndpointCheckTest {
  private static final String HOST = "{host: hooks.acme.example}";
  private static final String MANAGED = "{host: hooks.acme.example, registration: Managed}";

  private TestAccounts accounts = TestAccounts.empty();

  @AfterEach
  void close() {
    accounts.close();
  }

  @Test
  void withoutWebhooksThereIsNothingToVerify() {
    assertThat(check().status()).isEqualTo(CheckStatus.SKIPPED);
    assertThat(check().message())
        .startsWith("webhooks are not received: changes arrive by the incremental run; to receive")
        .contains("customer.created", "spec.webhook.signingSecrets");
    accounts.spec("webhook", "{replicas: 1}");
    assertThat(check().status()).isEqualTo(CheckStatus.SKIPPED);
  }

  @Test
  void aMissingManualEndpointIsDescribed() {
    accounts.spec("webhook", HOST).spec("sync", "{resources: [customers]}");
    add("https://hooks.acme.example/stripe/default/other");
    add("https://hooks.other.example" + path());

    assertThat(check())
        .isEqualTo(
            new Check(
                "Webhook endpoint verified",
                CheckStatus.FAILED,
                "Stripe has no endpoint for this connector: add one in the Stripe Dashboard"
                    + " (Developers, Webhooks) with the URL https://hooks.acme.example"
                    + path()
                    + " and the events customer.created, customer.deleted, customer.updated"));
  }

  @Test
  void aManualEndpointMustBeEnabledAndSendEverything() {
    accounts.spec("webhook", HOST).spec("sync", "{resources: [customers]}");
    String id = add("https://hooks.acme.example" + path(), "customer.created");
    pin(id);
    accounts.stripe.change(
        Resource.WEBHOOK_ENDPOINTS, id, endpoint -> endpoint.put("status", "disabled"));

    assertThat(check().message())
        .isEqualTo(
            "the endpoint https://hooks.acme.example"
                + path()
                + " is disabled: enable it in the Stripe Dashboard (Developers, Webhooks)");

    accounts.stripe.change(
        Resource.WEBHOOK_ENDPOINTS, id, endpoint -> endpoint.put("status", "enabled"));
    assertThat(check().status()).isEqualTo(CheckStatus.FAILED);
    assertThat(check().message())
        .contains("does not send customer.deleted, customer.updated: add these events");

    pin(add("https://hooks.acme.example" + path()));
    assertThat(check()).isEqualTo(new Check("Webhook endpoint verified", CheckStatus.PASSED, null));
  }

  @Test
  void anotherVersionPassesAndSaysWhatItCosts() {
    accounts.spec("webhook", HOST);
    String id = add("https://hooks.acme.example" + path());

    assertThat(check().status()).isEqualTo(CheckStatus.PASSED);
    assertThat(check().message()).contains("the account's default API version", "costs a read");

    accounts.stripe.change(
        Resource.WEBHOOK_ENDPOINTS,
        id,
        endpoint -> endpoint.put("api_version", "2025-03-31.basil"));
    assertThat(check().message())
        .contains("API version 2025-03-31.basil instead of " + StripeOptions.API_VERSION);
  }

  @Test
  void withoutAHostThePathTells() {
    accounts.spec("webhook", "{signingSecrets: [{name: acme, key: signing}]}");
    assertThat(check().message()).contains("https://YOUR-HOST" + path());

    add("https://anything.example/behind" + path());

    assertThat(check().status()).isEqualTo(CheckStatus.PASSED);
  }

  @Test
  void whatStripeNeverSendsIsNamed() {
    accounts.spec("webhook", HOST).spec("events", "{include: [invoice.snet, payout.paid]}");
    pin(add("https://hooks.acme.example" + path()));

    assertThat(check())
        .isEqualTo(
            new Check(
                "Webhook endpoint verified",
                CheckStatus.PASSED,
                "spec.events.include names what Stripe never sends: invoice.snet"));
  }

  @Test
  void aManagedEndpointIsVerifiedByItsMark() {
    accounts.spec("webhook", MANAGED).spec("sync", "{resources: [customers]}");
    add("https://hooks.acme.example" + path());
    assertThat(check())
        .isEqualTo(
            new Check(
                "Webhook endpoint verified",
                CheckStatus.SKIPPED,
                "Stripe has no endpoint of this connector yet: the operator makes it, or without a cluster `local` or `receiver endpoint`"));

    String id = add("https://hooks.acme.example" + path());
    accounts.stripe.change(
        Resource.WEBHOOK_ENDPOINTS,
        id,
        endpoint -> endpoint.putObject("metadata").put("stripe_connector", path().substring(8)));
    assertThat(check().status()).isEqualTo(CheckStatus.FAILED);
    assertThat(check().message())
        .contains("writes events in the account's default", "the connector mends that");

    pin(id);
    assertThat(check().status()).isEqualTo(CheckStatus.PASSED);

    accounts.spec("webhook", MANAGED.replace("acme", "moved"));
    assertThat(check().message()).contains("is not at spec.webhook.host");
  }

  @Test
  void aKeyThatMayNotLookIsToldWhatItWouldTake() {
    accounts.close();
    accounts =
        TestAccounts.with(
            TestAccounts.stripeOptions()
                .withKeys(ApiKey.restricted("rk_test_few", Set.of("customer_read"))),
            TestAccounts.brevoOptions());
    accounts.stripeKey("rk_test_few").spec("webhook", HOST);

    assertThat(check().status()).isEqualTo(CheckStatus.SKIPPED);
    assertThat(check().message())
        .contains("without the permission webhook_read", "https://hooks.acme.example" + path());

    accounts.spec("webhook", MANAGED);
    assertThat(check().status()).isEqualTo(CheckStatus.FAILED);
    assertThat(check().message()).contains("webhook_write", "Manual");
  }

  @Test
  void thePlatformsEndpointOfAConnectedAccountCannotBeSeen() {
    accounts
        .spec("webhook", HOST)
        .spec("stripe", "{secretKey: {name: acme, key: stripe}, account: acct_sandbox}");

    assertThat(check().status()).isEqualTo(CheckStatus.SKIPPED);
    assertThat(check().message()).contains("listens to connected accounts");
  }

  @Test
  void itIsALineOfTheTest() {
    accounts.spec("webhook", HOST);

    try (Connector connector = accounts.connector(accounts.time.new OfProcess())) {
      assertThat(connector.test(Progress.NONE))
          .filteredOn(check -> check.name().equals("Webhook endpoint verified"))
          .singleElement()
          .extracting(Check::status)
          .isEqualTo(CheckStatus.FAILED);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private String add(String url, String... types) {
    return accounts.sandbox.webhooks().endpoint(url, "whsec_1", types);
  }

  private void pin(String id) {
    accounts.stripe.change(
        Resource.WEBHOOK_ENDPOINTS,
        id,
        endpoint -> endpoint.put("api_version", StripeOptions.API_VERSION));
  }

  private String path() {
    return accounts.plan().webhookPath();
  }

  private Check check() {
    Plan plan = accounts.plan();
    try (var stripe = accounts.stripeClient()) {
      return new EndpointCheck(plan, plan.events(Instant.EPOCH)).of(stripe.webhookEndpoints());
    }
  }
}
