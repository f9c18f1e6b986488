package io.tajo.stripe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.sandbox.stripe.ApiKey;
import io.tajo.stripe.sandbox.stripe.Resource;
import io.tajo.stripe.sandbox.stripe.StripeOptions;
import io.tajo.stripe.stripe.Stripe;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagedEndpointTest {
  private static final String OTHERS = "https://shop.example/hooks";

  @TempDir private Path directory;

  private Accounts accounts = Accounts.empty();
  private final Map<String, String> remembered = new HashMap<>();
  private @Nullable SecretStore secrets;
  private Instant now = Instant.parse("2026-11-23T10:00:00Z");
  private final List<Stripe> clients = new ArrayList<>();

  @AfterEach
  void close() {
    clients.forEach(Stripe::close);
    accounts.close();
  }

  @Test
  void itMakesOneAndThenLeavesItAlone() throws IOException {
    accounts.sandbox.webhooks().endpoint(OTHERS, "whsec_other");

    EndpointState first = keep("customer.created", "customer.updated");

    ObjectNode made = own().getFirst();
    assertThat(first)
        .isEqualTo(
            new EndpointState.Ready(
                made.path("id").asText(), URI.create("https://hooks.example/stripe/default/acme")));
    assertThat(made.path("url").asText()).isEqualTo("https://hooks.example/stripe/default/acme");
    assertThat(made.path("description").asText()).isEqualTo("stripe-connector default/acme");
    assertThat(made.path("metadata").toString())
        .isEqualTo("{\"stripe_connector\":\"default/acme\"}");
    assertThat(made.path("api_version").asText()).isEqualTo(StripeOptions.API_VERSION);
    assertThat(types(made)).containsExactly("customer.created", "customer.updated");
    assertThat(Files.readString(directory.resolve("secrets/" + made.path("id").asText())))
        .matches("whsec_\\w+\n");

    long requests = accounts.sandbox.stripeRequests();
    assertThat(keep("customer.created", "customer.updated")).isEqualTo(first);
    assertThat(accounts.sandbox.stripeRequests() - requests).isOne();
    assertThat(all()).hasSize(2);
  }

  @Test
  void itMendsWhatDiffers() {
    keep("customer.created");
    String id = ownId();
    accounts.stripe.change(
        Resource.WEBHOOK_ENDPOINTS,
        id,
        endpoint ->
            endpoint
                .put("status", "disabled")
                .put("description", "edited")
                .put("url", "https://old.example/stripe/default/acme"));

    assertThat(keep("customer.created", "refund.created")).isInstanceOf(EndpointState.Ready.class);

    ObjectNode mended = own().getFirst();
    assertThat(mended.path("id").asText()).isEqualTo(id);
    assertThat(mended.path("status").asText()).isEqualTo("enabled");
    assertThat(mended.path("description").asText()).isEqualTo("stripe-connector default/acme");
    assertThat(mended.path("url").asText()).isEqualTo("https://hooks.example/stripe/default/acme");
    assertThat(types(mended)).containsExactly("customer.created", "refund.created");
  }

  @Test
  void anotherVersionIsReplacedAfterAnOverlapThatSurvivesTheProcess() throws IOException {
    keep("customer.created");
    String old = ownId();
    accounts.stripe.change(
        Resource.WEBHOOK_ENDPOINTS,
        old,
        endpoint -> endpoint.put("api_version", "2025-03-31.basil"));

    String fresh = ((EndpointState.Ready) keep("customer.created")).id();

    assertThat(fresh).isNotEqualTo(old);
    assertThat(own()).hasSize(2);
    assertThat(store().endpoints()).containsExactlyInAnyOrder(old, fresh);

    pass(Duration.ofMinutes(9));
    keep("customer.created");
    assertThat(own()).hasSize(2);
    assertThat(store().endpoints()).containsExactlyInAnyOrder(old, fresh);

    pass(Duration.ofMinutes(2));
    keep("customer.created");
    assertThat(ownId()).isEqualTo(fresh);
    assertThat(store().endpoints()).containsExactly(fresh);
  }

  @Test
  void aLostSecretMakesANewEndpointAndNeverAThird() throws IOException {
    for (int loss = 1; loss <= 3; loss++) {
      keep("customer.created");
      for (String id : store().endpoints()) {
        store().remove(id);
      }
      assertThat(own()).hasSizeLessThanOrEqualTo(2);
    }

    String fresh = ((EndpointState.Ready) keep("customer.created")).id();

    assertThat(own()).hasSize(2);
    assertThat(store().endpoints()).containsExactly(fresh);
    pass(Duration.ofMinutes(11));
    keep("customer.created");
    assertThat(ownId()).isEqualTo(fresh);
  }

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
  void oneDeletedByHandIsMadeAnewAndItsSecretForgotten() throws IOException {
    keep("customer.created");
    accounts.stripe.delete(Resource.WEBHOOK_ENDPOINTS, ownId());

    String id = ((EndpointState.Ready) keep("customer.created")).id();
    keep("customer.created");

    assertThat(ownId()).isEqualTo(id);
    assertThat(store().endpoints()).containsExactly(id);
  }

  @Test
  void removingLeavesOthersAlone() throws IOException {
    accounts.sandbox.webhooks().endpoint(OTHERS, "whsec_other");
    keep("customer.created");
    ManagedEndpoint endpoint = endpoint("default/acme", "customer.created");

    assertThat(endpoint.remove()).isEqualTo(new EndpointState.Removed());

    assertThat(all()).extracting(it -> it.path("url").asText()).containsExactly(OTHERS);
    assertThat(store().endpoints()).isEmpty();
    assertThat(endpoint.remove()).isEqualTo(new EndpointState.Removed());
  }

  @Test
  void anotherConnectorsEndpointIsNotTouched() {
    keep("customer.created");
    String id = ownId();

    secrets = new FileSecretStore(directory.resolve("beta"));
    endpoint("default/beta", "customer.created").keep();

    assertThat(all()).hasSize(2);
    assertThat(ownId()).isEqualTo(id);
  }

  @Test
  void withoutThePermissionItSaysWhatToDo() {
    accounts.close();
    accounts =
        Accounts.with(
            Accounts.stripeOptions()
                .withKeys(
                    ApiKey.restricted("rk_test_none", Set.of("customer_read")),
                    ApiKey.restricted("rk_test_read", Set.of("webhook_read"))),
            Accounts.brevoOptions());

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

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private EndpointState keep(String... types) {
    return endpoint("default/acme", types).keep();
  }

  /** As a new process has it. */
  private ManagedEndpoint endpoint(String connector, String... types) {
    return endpoint(
        new WantedEndpoint(
            connector,
            URI.create("https://hooks.example/stripe/" + connector),
            new TreeSet<>(Set.of(types))));
  }

  private ManagedEndpoint endpoint(WantedEndpoint wanted) {
    Stripe stripe = accounts.stripeClient();
    clients.add(stripe);
    return new ManagedEndpoint(
        stripe.webhookEndpoints(), wanted, store(), new InMap(remembered), () -> now);
  }

  private SecretStore store() {
    return secrets == null ? new FileSecretStore(directory.resolve("secrets")) : secrets;
  }

  private List<ObjectNode> all() {
    return accounts.stripe.all(Resource.WEBHOOK_ENDPOINTS, Map.of()).toList();
  }

  private List<ObjectNode> own() {
    return all().stream()
        .filter(it -> it.at("/metadata/stripe_connector").asText().equals("default/acme"))
        .toList();
  }

  private String ownId() {
    assertThat(own()).hasSize(1);
    return own().getFirst().path("id").asText();
  }

  private static List<String> types(ObjectNode endpoint) {
    return endpoint.path("enabled_events").valueStream().map(it -> it.asText()).sorted().toList();
  }

  private record InMap(Map<String, String> map) implements EndpointMemory {
    @Override
    public Optional<String> get(String key) {
      return Optional.ofNullable(map.get(key));
    }

    @Override
    public void put(String key, String value) {
      map.put(key, value);
    }

    @Override
    public void remove(String key) {
      map.remove(key);
    }
  }

  /** Where no secret can be kept. */
  private record Failing(Set<String> known) implements SecretStore {
    @Override
    public Set<String> endpoints() {
      return known;
    }

    @Override
    public void write(String endpoint, String secret) throws IOException {
      throw new IOException("the disk is full: make room");
    }

    @Override
    public void remove(String endpoint) {}
  }
}
