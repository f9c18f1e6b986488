package io.tajo.stripe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.sandbox.stripe.Resource;
import io.tajo.stripe.stripe.Stripe;
import java.io.IOException;
import java.net.URI;
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
import org.junit.jupiter.api.io.TempDir;

/** A connector's webhook endpoint in a simulated account, kept by one process after another. */
abstract class EndpointScene {
  static final String OTHERS = "https://shop.example/hooks";

  @TempDir Path directory;

  TestAccounts accounts = TestAccounts.empty();
  final Map<String, String> remembered = new HashMap<>();
  EndpointMemory memory = new InMap(remembered);
  @Nullable SecretStore secrets;
  Instant now = Instant.parse("2026-11-23T10:00:00Z");
  final List<Stripe> clients = new ArrayList<>();

  @AfterEach
  void close() {
    clients.forEach(Stripe::close);
    accounts.close();
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  EndpointState keep(String... types) {
    return endpoint("default/acme", types).keep();
  }

  /** As a new process has it. */
  ManagedEndpoint endpoint(String connector, String... types) {
    return endpoint(
        new WantedEndpoint(
            connector,
            URI.create("https://hooks.example/stripe/" + connector),
            new TreeSet<>(Set.of(types))));
  }

  ManagedEndpoint endpoint(WantedEndpoint wanted) {
    Stripe stripe = accounts.stripeClient();
    clients.add(stripe);
    return new ManagedEndpoint(stripe.webhookEndpoints(), wanted, store(), memory, () -> now);
  }

  SecretStore store() {
    return secrets == null ? new FileSecretStore(directory.resolve("secrets")) : secrets;
  }

  List<ObjectNode> all() {
    return accounts.stripe.all(Resource.WEBHOOK_ENDPOINTS, Map.of()).toList();
  }

  List<ObjectNode> own() {
    return all().stream()
        .filter(it -> it.at("/metadata/stripe_connector").asText().equals("default/acme"))
        .toList();
  }

  String ownId() {
    assertThat(own()).hasSize(1);
    return own().getFirst().path("id").asText();
  }

  static List<String> types(ObjectNode endpoint) {
    return endpoint.path("enabled_events").valueStream().map(it -> it.asText()).sorted().toList();
  }

  record InMap(Map<String, String> map) implements EndpointMemory {
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

  /** Where nothing can be remembered. */
  static final class Forgetful implements EndpointMemory {
    @Override
    public Optional<String> get(String key) {
      return Optional.empty();
    }

    @Override
    public void put(String key, String value) throws IOException {
      throw new IOException("the Secret cannot be written: give the chart's roles");
    }

    @Override
    public void remove(String key) {}
  }

  /** Where no secret can be kept. */
  record Failing(Set<String> known) implements SecretStore {
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
