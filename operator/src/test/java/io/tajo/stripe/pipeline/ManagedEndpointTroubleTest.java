package io.tajo.stripe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.tajo.stripe.sandbox.stripe.ApiKey;
import io.tajo.stripe.sandbox.stripe.Resource;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What keeps an endpoint from being made, and what a broken-off attempt leaves behind. */
class ManagedEndpointTroubleTest extends EndpointScene {
  @Test
  void whereTheNewSecretCannotBeKeptTheOldEndpointStays() throws IOException {
    keep("customer.created");
    String old = ownId();
    accounts.stripe.change(
        Resource.WEBHOOK_ENDPOINTS,
        old,
        endpoint -> endpoint.put("api_version", "2025-03-31.basil"));
    secrets = new Failing(Set.of(old));

    for (int time = 1; time <= 3; time++) {
      assertThat(keep("customer.created")).isInstanceOf(EndpointState.Problem.class);
      pass(Duration.ofMinutes(11));
    }

    assertThat(own())
        .hasSizeLessThanOrEqualTo(2)
        .anyMatch(it -> it.path("id").asText().equals(old));
    secrets = null;
    assertThat(store().endpoints()).containsExactly(old);
  }

  @Test
  void aProcessThatDiesBeforeTheSecretIsKeptMakesNoSecondOne() throws IOException {
    secrets = new Failing(Set.of());
    assertThat(keep("customer.created"))
        .isEqualTo(new EndpointState.Problem("the disk is full: make room"));
    assertThat(own()).hasSize(1);

    secrets = null;
    String id = ((EndpointState.Ready) keep("customer.created")).id();

    assertThat(ownId()).isEqualTo(id);
    assertThat(store().endpoints()).containsExactly(id);
  }

  @Test
  void whereNothingCanBeRememberedNothingIsMadeAndItSaysWhy() {
    memory = new Forgetful();

    assertThat(keep("customer.created"))
        .isEqualTo(
            new EndpointState.Problem("the Secret cannot be written: give the chart's roles"));
    assertThat(own()).isEmpty();
  }

  @Test
  void whatABrokenOffAttemptMadeMayHaveBeenDeletedByHand() {
    secrets = new Failing(Set.of());
    keep("customer.created");
    String ghost = ownId();
    accounts.stripe.delete(Resource.WEBHOOK_ENDPOINTS, ghost);

    secrets = null;
    String id = ((EndpointState.Ready) keep("customer.created")).id();

    assertThat(id).isNotEqualTo(ghost);
    assertThat(ownId()).isEqualTo(id);
  }

  @Test
  void withoutThePermissionItSaysWhatToDo() {
    accounts.close();
    accounts =
        TestAccounts.with(
            TestAccounts.stripeOptions()
                .withKeys(
                    ApiKey.restricted("rk_test_none", Set.of("customer_read")),
                    ApiKey.restricted("rk_test_read", Set.of("webhook_read"))),
            TestAccounts.brevoOptions());

    for (String key : List.of("rk_test_none", "rk_test_read")) {
      accounts.stripeKey(key);
      EndpointState state = keep("customer.created");

      assertThat(state)
          .asInstanceOf(type(EndpointState.MissingPermission.class))
          .satisfies(missing -> {
            assertThat(missing.permission()).isEqualTo("webhook_write");
            assertThat(missing.message())
                .contains(
                    "give it the permission webhook_write",
                    "spec.webhook.registration to Manual",
                    "https://hooks.example/stripe/default/acme");
          });
    }
    assertThat(all()).isEmpty();
  }

  @Test
  void aFullAccountIsAProblemUntilThereIsRoom() {
    String last = "";
    for (int i = 1; i <= 16; i++) {
      last = accounts.sandbox.webhooks().endpoint(OTHERS + i, "whsec_" + i);
    }

    assertThat(keep("customer.created"))
        .asInstanceOf(type(EndpointState.Problem.class))
        .extracting(EndpointState.Problem::message)
        .asString()
        .contains("Stripe allows 16 webhook endpoints", "delete one that is not used");
    assertThat(all()).hasSize(16);

    accounts.stripe.delete(Resource.WEBHOOK_ENDPOINTS, last);
    assertThat(keep("customer.created")).isInstanceOf(EndpointState.Ready.class);
  }

  @Test
  void aHostThatStripeRefusesIsNamed() {
    WantedEndpoint wanted =
        new WantedEndpoint(
            "default/acme",
            URI.create("ftp://hooks.example/stripe/default/acme"),
            new TreeSet<>(Set.of("customer.created")));

    assertThat(endpoint(wanted).keep())
        .asInstanceOf(type(EndpointState.Problem.class))
        .extracting(EndpointState.Problem::message)
        .asString()
        .contains("ftp://hooks.example/stripe/default/acme", "correct spec.webhook.host");
  }
}
