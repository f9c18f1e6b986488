package io.tajo.stripe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.tajo.stripe.FakeServer;
import io.tajo.stripe.api.StripeConnectorStatus.Check;
import io.tajo.stripe.api.StripeConnectorStatus.CheckStatus;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;

/** Both accounts without a ledger. */
class AccountsTest {
  private static ConnectorSettings with(TestAccounts accounts, URI stripe, URI brevo) {
    ConnectorSettings settings = accounts.settings();
    return new ConnectorSettings(
        settings.manifest(),
        stripe == null ? settings.stripeBase() : stripe,
        brevo == null ? settings.brevoBase() : brevo);
  }

  private static Check check(List<Check> checks, String name) {
    return checks.stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void theTestIsTheOneOfTheCommand() throws InterruptedException {
    try (TestAccounts simulated = TestAccounts.empty();
        Accounts accounts = new Accounts(simulated.settings());
        LedgerConnector connector = simulated.connector(simulated.time.new OfProcess())) {
      assertThat(accounts.test().lines())
          .isEqualTo(connector.test(Progress.NONE))
          .noneMatch(check -> check.status() == CheckStatus.FAILED);
    }
  }

  /** An hour's limit that is used up is told, not waited for. */
  @Test
  void theTestDoesNotWaitForBrevosHour() throws InterruptedException {
    try (TestAccounts simulated = TestAccounts.empty();
        FakeServer brevo = new FakeServer()) {
      brevo.answers(
          new MockResponse.Builder()
              .code(429)
              .addHeader("x-sib-ratelimit-reset", "3600")
              .addHeader("x-sib-ratelimit-remaining", "0")
              .addHeader("x-sib-ratelimit-limit", "100")
              .body("{}"));
      try (Accounts accounts = new Accounts(with(simulated, null, URI.create(brevo.url("/v3"))))) {
        Check answered = check(accounts.test().lines(), Checks.BREVO);
        assertThat(answered.status()).isEqualTo(CheckStatus.FAILED);
        assertThat(answered.message()).contains("rate limit was used up");
        assertThat(brevo.server().getRequestCount()).isEqualTo(1);
      }
    }
  }

  /** Stripe takes the request and never answers. */
  @Test
  void theTestCanBeInterrupted() throws InterruptedException {
    try (TestAccounts simulated = TestAccounts.empty();
        FakeServer stripe = new FakeServer()) {
      CountDownLatch over = new CountDownLatch(1);
      stripe
          .server()
          .setDispatcher(
              new Dispatcher() {
                @Override
                public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
                  over.await();
                  return new MockResponse.Builder().build();
                }
              });
      try (Accounts accounts = new Accounts(with(simulated, URI.create(stripe.url("")), null))) {
        AtomicReference<Throwable> ended = new AtomicReference<>();
        Thread tester = Thread.ofPlatform().start(() -> ended.set(catchThrowable(accounts::test)));
        await().until(() -> stripe.server().getRequestCount() > 0);
        tester.interrupt();
        await().until(() -> ended.get() != null);
        assertThat(ended.get()).isInstanceOf(InterruptedException.class);
      } finally {
        over.countDown();
      }
    }
  }

  @Test
  void theEndpointNeedsNoLedger() {
    try (TestAccounts simulated = TestAccounts.empty()) {
      simulated.spec("webhook", "{registration: Managed, host: hooks.example}");
      Map<String, String> remembered = new HashMap<>();
      Map<String, String> secrets = new HashMap<>();
      try (Accounts accounts = new Accounts(simulated.settings())) {
        ManagedEndpoint endpoint =
            accounts.endpoint(
                Optional.empty(), new InMemory(secrets), new EndpointScene.InMap(remembered));
        assertThat(endpoint.keep()).isInstanceOf(EndpointState.Ready.class);
        assertThat(secrets).hasSize(1);
        assertThat(remembered).isNotEmpty();
        assertThat(endpoint.remove()).isInstanceOf(EndpointState.Removed.class);
        assertThat(secrets).isEmpty();
        assertThat(remembered).isEmpty();
      }
    }
  }

  /** An endpoint that was made before, of a connector that has no host any more. */
  @Test
  void whatIsRemovedNeedsNoAddressAndWhatIsKeptDoes() {
    try (TestAccounts simulated = TestAccounts.empty();
        Accounts accounts = new Accounts(simulated.settings())) {
      ManagedEndpoint endpoint =
          accounts.endpoint(
              Optional.empty(),
              new InMemory(new HashMap<>()),
              new EndpointScene.InMap(new HashMap<>()));
      assertThat(endpoint.keep())
          .isInstanceOfSatisfying(
              EndpointState.Problem.class,
              problem -> assertThat(problem.message()).contains("spec.webhook.host is missing"));
      assertThat(endpoint.remove()).isInstanceOf(EndpointState.Removed.class);
    }
  }

  private record InMemory(Map<String, String> secrets) implements SecretStore {
    @Override
    public Set<String> endpoints() {
      return Set.copyOf(secrets.keySet());
    }

    @Override
    public void write(String endpoint, String secret) {
      secrets.put(endpoint, secret);
    }

    @Override
    public void remove(String endpoint) {
      secrets.remove(endpoint);
    }
  }
}
