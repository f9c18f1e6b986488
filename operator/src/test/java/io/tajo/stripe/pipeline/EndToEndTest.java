package io.tajo.stripe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tajo.stripe.api.StripeConnectorStatus.Check;
import io.tajo.stripe.api.StripeConnectorStatus.CheckStatus;
import io.tajo.stripe.sandbox.stripe.ApiKey;
import io.tajo.stripe.sandbox.stripe.Resource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EndToEndTest {
  private static final String EMAIL = "end.to.end@example.com";

  private TestAccounts accounts = TestAccounts.empty();
  private final List<Check> steps = new ArrayList<>();

  @AfterEach
  void close() {
    Thread.interrupted();
    accounts.close();
  }

  @Test
  void aCustomerGoesThroughTheConnectorAndLeavesNothingBehind() throws Exception {
    try (LiveHand elsewhere = live()) {
      test();

      assertThat(steps).allMatch(step -> step.status() == CheckStatus.PASSED);
      assertThat(steps)
          .extracting(Check::name)
          .containsExactly(
              "Address is new to Brevo",
              "Customer made in Stripe",
              "Contact came to Brevo",
              "Name changed in Stripe",
              "Change came to Brevo",
              "Customer deleted in Stripe",
              "Contact deleted in Brevo");
      assertThat(steps).extracting(Check::message).allMatch(text -> text.matches("\\d+\\.\\d s"));
      elsewhere.follow();
      assertNothingIsLeft();
    }
  }

  @Test
  void itSeesTheChangeInAnyAttributeThatShowsTheName() throws Exception {
    accounts.spec("fieldMapping", "{name: FULLNAME}");
    try (LiveHand _ = live()) {
      test();

      assertThat(status("Change came to Brevo")).isEqualTo(CheckStatus.PASSED);
    }
  }

  @Test
  void whereNoNameIsMappedTheChangeIsNotWaitedFor() throws Exception {
    accounts.spec("fieldMapping", "{total_spent: SPENT}");
    try (LiveHand _ = live()) {
      test();

      assertThat(status("Change came to Brevo")).isEqualTo(CheckStatus.SKIPPED);
      assertThat(message("Change came to Brevo")).contains("map first_name, last_name or name");
      assertThat(steps).noneMatch(step -> step.name().equals("Name changed in Stripe"));
      assertNothingIsLeft();
    }
  }

  @Test
  void whereNobodyReceivesWebhooksItSaysSo() throws Exception {
    test();

    assertThat(message("Contact came to Brevo"))
        .matches("after 1[2-9]\\d\\.\\d s: .*")
        .contains(
            "Stripe has nothing left to deliver of the event customer.created",
            "webhooks are not received");
    assertThat(steps.getLast().name()).isEqualTo("Contact deleted in Brevo");
    assertNothingIsLeft();
  }

  @Test
  void whereStripeCannotDeliverItSaysWhereToLook() throws Exception {
    accounts.spec("webhook", "{host: hooks.acme.example}");
    accounts.sandbox.webhooks().endpoint("http://127.0.0.1:1/hooks", "whsec_1");

    test();

    assertThat(message("Contact came to Brevo"))
        .contains(
            "Stripe has not delivered the event customer.created (endpoints without an answer: 1)");
    assertNothingIsLeft();
  }

  @Test
  void whereStripeHasNoEndpointItSaysWhichToAdd() throws Exception {
    accounts.spec("webhook", "{host: hooks.acme.example}");

    test();

    assertThat(message("Contact came to Brevo"))
        .contains("no endpoint for this connector: add one", "https://hooks.acme.example/stripe/");
  }

  @Test
  void aContactThatIsThereAlreadyIsNotTouched() throws Exception {
    accounts.inBrevo("POST", "/contacts", "{\"email\": \"" + EMAIL + "\"}");

    test();

    assertThat(steps)
        .singleElement()
        .extracting(Check::message)
        .asString()
        .contains("give another --email")
        .doesNotContain(EMAIL);
    assertThat(accounts.brevo.contact(EMAIL)).isPresent();
    assertThat(customers()).isEmpty();
  }

  @Test
  void aKeyThatMayNotWriteCustomersMakesNone() throws Exception {
    accounts.close();
    accounts =
        TestAccounts.with(
            TestAccounts.stripeOptions()
                .withKeys(ApiKey.restricted("rk_test_read", Set.of("customer_read"))),
            TestAccounts.brevoOptions());
    accounts.stripeKey("rk_test_read");

    test();

    assertThat(steps).hasSize(2);
    assertThat(message("Customer made in Stripe")).contains("customer_write");
  }

  @Test
  void itCleansUpWhereItIsStopped() {
    AtomicInteger looks = new AtomicInteger();
    accounts.whileWaiting(_ -> {
      if (looks.incrementAndGet() == 3) {
        Thread.currentThread().interrupt();
      }
    });

    assertThatThrownBy(this::test).isInstanceOf(InterruptedException.class);

    assertThat(steps.getLast().name()).isEqualTo("Contact deleted in Brevo");
    assertThat(steps.getLast().status()).isEqualTo(CheckStatus.PASSED);
    assertNothingIsLeft();
    assertThat(looks).hasValue(3);
  }

  @Test
  void realCustomersAreNotForTests() {
    accounts.stripeKey("sk_live_1");

    assertThatThrownBy(this::test).isInstanceOf(IllegalArgumentException.class);
    assertThat(accounts.sandbox.stripeRequests()).isZero();
  }

  /** Somebody else's process that follows the account whenever this one waits. */
  private LiveHand live() {
    accounts.run();
    LiveHand hand = new LiveHand(accounts);
    ThreadLocal<Boolean> busy = ThreadLocal.withInitial(() -> false);
    accounts.whileWaiting(_ -> {
      if (!busy.get()) {
        busy.set(true);
        hand.follow();
        busy.set(false);
      }
    });
    return hand;
  }

  private void test() throws InterruptedException {
    try (Connector connector = accounts.connector(accounts.time.new OfProcess())) {
      connector.endToEnd(new EndToEndRequest(EMAIL, Duration.ofMinutes(2)), steps::add);
    }
  }

  private void assertNothingIsLeft() {
    assertThat(accounts.brevo.contact(EMAIL)).isEmpty();
    assertThat(customers()).isEmpty();
  }

  private List<String> customers() {
    return accounts
        .stripe
        .all(Resource.CUSTOMERS, Map.of())
        .filter(customer -> !customer.path("deleted").asBoolean())
        .map(customer -> customer.path("id").asText())
        .toList();
  }

  private CheckStatus status(String step) {
    return find(step).status();
  }

  private String message(String step) {
    return String.valueOf(find(step).message());
  }

  private Check find(String step) {
    return steps.stream().filter(it -> it.name().equals(step)).findFirst().orElseThrow();
  }
}
