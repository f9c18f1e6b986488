package io.tajo.stripe.controller;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tajo.stripe.api.Json;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.api.StripeConnectorSpec;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.api.StripeSync;
import io.tajo.stripe.api.StripeSyncSpec;
import io.tajo.stripe.api.SyncReport;
import io.tajo.stripe.cluster.Cluster;
import io.tajo.stripe.cluster.TestCluster;
import io.tajo.stripe.cluster.Workloads.Outcome;
import io.tajo.stripe.controller.StripeOperator.Surroundings;
import io.tajo.stripe.controller.model.PodSettings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** One namespace of a cluster with an operator that watches it, and a user who applies things. */
final class Scene extends SeenNamespace implements AutoCloseable {
  final FakeAccounts accounts = new FakeAccounts();
  final FakePods pods = new FakePods();
  final MovableClock clock;
  final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  final PodSettings settings;
  private final Deque<StripeOperator> operators = new ArrayDeque<>();

  /** Where pods run; on a real cluster against accounts that are simulated in the namespace. */
  Scene() {
    this(open().running());
  }

  /** With a connector {@code acme} whose runs end well, in step. */
  static Scene inStep() {
    Scene scene = new Scene().runsSucceed().operator();
    scene.secret("acme");
    scene.connector("acme");
    scene.awaitReady("acme");
    return scene;
  }

  /** Where pods may stay pending: any API server does. */
  static Scene withoutPods() {
    return new Scene(open());
  }

  private static TestCluster open() {
    return TestCluster.isReal() ? TestCluster.open() : Cluster.betweenRuns();
  }

  Scene(TestCluster cluster) {
    super(cluster, cluster.namespace("scene"));
    this.clock = new MovableClock(cluster.clock());
    this.settings = podSettings();
  }

  private PodSettings podSettings() {
    Map<String, String> environment = Map.of();
    if (TestCluster.isReal() && TestCluster.image().isPresent()) {
      environment = SandboxPod.start(user(), namespace);
    }
    return new PodSettings(
        TestCluster.image().orElse("registry.example/stripe-connector:test"),
        TestCluster.isReal() ? OperatorSettings.DATABASE_IMAGE : "registry.example/postgres:test",
        Optional.empty(),
        List.of(),
        Optional.empty(),
        environment);
  }

  /** Whose runs all end well at once, as far as the cluster can be steered. */
  Scene runsSucceed() {
    if (cluster instanceof Cluster mock) {
      mock.workloads()
          .everyJob(
              new Outcome.Succeeded(report(SyncReport.Outcome.SUCCEEDED, "All read and written")));
    }
    return this;
  }

  static String report(SyncReport.Outcome outcome, String message) {
    StripeConnectorStatus after =
        StripeConnectorStatus.builder()
            .synced(new StripeConnectorStatus.Synced(7L, 5L, 6L, 0L, 0L, 3L, 4L, 2L, 1L))
            .contacts(
                new StripeConnectorStatus.Contacts(
                    4, 2, 1, 0, new TreeMap<>(Map.of("noEmail", 1L)), 0, new TreeMap<>(), 0L))
            .build();
    try {
      return Json.MAPPER.writeValueAsString(
          new SyncReport(
              outcome,
              message,
              null,
              new TreeMap<>(Map.of("customers", 7L, "charges", 6L)),
              outcome == SyncReport.Outcome.SUCCEEDED ? after : null));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /** Starts an operator, on the client that is recorded. */
  Scene operator() {
    return operator(cluster.client(), Optional.empty(), "operator-1");
  }

  Scene operator(KubernetesClient client, Optional<String> lease, String identity) {
    return operator(client, new OperatorSettings(Set.of(namespace), lease, settings), identity);
  }

  Scene operator(KubernetesClient client, OperatorSettings settings, String identity) {
    StripeOperator operator =
        new StripeOperator(
            client,
            settings,
            new Surroundings(
                accounts,
                pods,
                _ -> Map.of(),
                MicrometerMetrics.withoutPerResourceMetrics(meters),
                meters,
                clock,
                identity));
    operators.push(operator);
    operator.start();
    return this;
  }

  StripeOperator current() {
    return operators.getFirst();
  }

  /** Stops the operator that was started first. */
  void stopFirstOperator() {
    operators.removeLast().close();
  }

  /** Stops the operator that was started last. */
  void stopOperator() {
    operators.pop().close();
  }

  /** Applies a Secret with keys that are as they should be. */
  Secret secret(String name) {
    return secret(
        name,
        Map.of("stripe", "sk_test_1", "brevo", "xkeysib-sandbox", "signing", "whsec_1"),
        true);
  }

  Secret secret(String name, Map<String, String> values, boolean opened) {
    Secret secret =
        new SecretBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(namespace)
            .withLabels(opened ? Map.of("connectors.tajo.io/secret", "true") : Map.of())
            .endMetadata()
            .withStringData(values)
            .withData(encoded(values))
            .build();
    secret.setStringData(null);
    return user().resource(secret).createOr(r -> r.update());
  }

  private static Map<String, String> encoded(Map<String, String> values) {
    Map<String, String> data = new TreeMap<>();
    values.forEach(
        (key, value) -> data.put(key, Base64.getEncoder().encodeToString(value.getBytes(UTF_8))));
    return data;
  }

  /** Applies a connector whose keys are in the Secret {@code acme}. */
  StripeConnector connector(String name, String... more) {
    String spec =
        """
        {"stripe": {"secretKey": {"name": "acme", "key": "stripe"}},
         "brevo": {"apiKey": {"name": "acme", "key": "brevo"},
                   "lists": {"allCustomers": 20}, "consent": {"newContacts": "Blocklisted"}}%s}
        """
            .formatted(more.length == 0 ? "" : ", " + String.join(", ", more));
    StripeConnector connector = new StripeConnector();
    connector.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace(namespace).build());
    connector.setSpec(Serialization.unmarshal(spec, StripeConnectorSpec.class));
    if (user().resource(connector).get() == null) {
      return user().resource(connector).create();
    }
    return changed(name, connector.getSpec());
  }

  /** Again where the operator has written in the same moment. */
  private StripeConnector changed(String name, StripeConnectorSpec spec) {
    return await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptionsMatching(
            e -> e instanceof KubernetesClientException it && it.getCode() == 409)
        .until(
            () ->
                user()
                    .resources(StripeConnector.class)
                    .inNamespace(namespace)
                    .withName(name)
                    .edit(there -> {
                      there.setSpec(spec);
                      return there;
                    }),
            _ -> true);
  }

  /** Asks for a run of a connector, as a user does. */
  StripeSync run(String name, String connector) {
    return run(name, new StripeSyncSpec(connector, null, null, null, null, null));
  }

  StripeSync run(String name, StripeSyncSpec spec) {
    StripeSync sync = new StripeSync();
    sync.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace(namespace).build());
    sync.setSpec(spec);
    return user().resource(sync).create();
  }

  /** Lets the operator look at all that names the Secret, without anything having changed. */
  void touch(String secret) {
    user()
        .secrets()
        .inNamespace(namespace)
        .withName(secret)
        .edit(it ->
            it.edit()
                .editMetadata()
                .addToAnnotations("touched", UUID.randomUUID().toString())
                .endMetadata()
                .build());
  }

  @Override
  public void close() {
    while (!operators.isEmpty()) {
      stopOperator();
    }
    cluster.close();
  }
}
