package io.tajo.stripe.controller;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.RuntimeInfo;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.health.InformerWrappingEventSourceHealthIndicator;
import io.javaoperatorsdk.operator.health.Status;
import io.javaoperatorsdk.operator.processing.event.rate.LinearRateLimiter;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.micrometer.core.instrument.MeterRegistry;
import io.tajo.stripe.api.MappingCheck;
import io.tajo.stripe.controller.connector.ConnectorReconciler;
import io.tajo.stripe.controller.connector.ConnectorServices;
import io.tajo.stripe.controller.endpoint.EndpointReconciler;
import io.tajo.stripe.controller.endpoint.Endpoints;
import io.tajo.stripe.controller.input.Resolver;
import io.tajo.stripe.controller.input.UserSecrets;
import io.tajo.stripe.controller.sync.SyncPods;
import io.tajo.stripe.controller.sync.SyncReconciler;
import io.tajo.stripe.pipeline.Accounts.Tested;
import io.tajo.stripe.pipeline.EndpointState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The operator: three controllers, each of one concern, on one client. Where several replicas run,
 * one leads, and the others wait for its Lease.
 */
public final class StripeOperator implements AutoCloseable {
  /** Tests of accounts, and endpoints, that are asked for at once. */
  private static final int PLACES = 16;

  private static final Duration TEST_PATIENCE = Duration.ofMinutes(2);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

  /** A connector or a run that changes all the time must not keep a processor busy. */
  private static final int RECONCILIATIONS = 20;

  private static final Duration IN = Duration.ofSeconds(10);

  private final Operator operator;
  private final Leadership leadership;
  private final OperatorMetrics metrics;
  private final Inquiries<Tested> tests;
  private final Inquiries<EndpointState> endpointWork;
  private final Set<String> namespaces;
  private volatile boolean started;

  /**
   * What the operator works with besides Kubernetes.
   *
   * @param metrics of the library
   * @param meters where the operator's own figures are kept
   * @param identity of this process, for leases and events
   */
  public record Surroundings(
      AccountInquiry accounts,
      PodStatuses statuses,
      MappingCheck mapping,
      Metrics metrics,
      MeterRegistry meters,
      InstantSource clock,
      String identity) {}

  /** Watches nothing until it is started. */
  public StripeOperator(KubernetesClient client, OperatorSettings settings, Surroundings with) {
    InstantSource clock = with.clock();
    this.namespaces = settings.namespaces();
    this.tests = new Inquiries<>(PLACES, TEST_PATIENCE, _ -> true, clock);
    this.endpointWork =
        new Inquiries<>(PLACES, TEST_PATIENCE, EndpointReconciler::isSettled, clock);
    this.leadership = new Leadership(client, settings, with.identity());
    this.metrics = new OperatorMetrics(with.meters(), () -> status().leading());
    this.operator =
        new Operator(overrider -> {
          overrider
              .withKubernetesClient(client)
              .withCloseClientOnStop(false)
              .withMetrics(with.metrics())
              // The roles grant no look at CustomResourceDefinitions.
              .checkingCRDAndValidateLocalModel(false)
              .withUseSSAToPatchPrimaryResource(true)
              .withReconciliationTerminationTimeout(STOP_PATIENCE);
          leadership.configuration().ifPresent(overrider::withLeaderElectionConfiguration);
        });
    Announcer announcer = new Announcer(client, clock, with.identity());
    Endpoints endpoints = new Endpoints();
    Resolver resolver = new Resolver(clock, with.mapping(), settings.pods());
    UserSecrets secrets = new UserSecrets();
    operator.register(
        new ConnectorReconciler(
            new ConnectorServices(
                resolver,
                secrets,
                with.accounts(),
                tests,
                endpoints,
                with.statuses(),
                announcer,
                metrics,
                clock)),
        configuration -> configured(configuration, settings));
    operator.register(
        new EndpointReconciler(resolver, secrets, with.accounts(), endpointWork, endpoints, clock),
        configuration -> configured(configuration, settings));
    operator.register(
        new SyncReconciler(
            settings.pods(), new SyncPods(client, with.statuses()), announcer, metrics, clock),
        configuration -> configured(configuration, settings));
  }

  private static void configured(
      ControllerConfigurationOverrider<?> configuration, OperatorSettings settings) {
    if (settings.namespaces().isEmpty()) {
      configuration.watchingAllNamespaces();
    } else {
      configuration.settingNamespaces(settings.namespaces());
    }
    configuration
        .withRateLimiter(new LinearRateLimiter(IN, RECONCILIATIONS))
        .withRetry(
            new GenericRetry()
                .setInitialInterval(Duration.ofSeconds(2))
                .setIntervalMultiplier(2)
                .setMaxInterval(Duration.ofMinutes(5).toMillis())
                .withoutMaxAttempts());
  }

  /** Starts watching; with a lease, returns while another replica may still lead. */
  public void start() {
    operator.start();
    started = true;
  }

  /** Whether it has started and watches all that it should. A replica that waits is ready too. */
  public boolean isReady() {
    if (!started) {
      return false;
    }
    RuntimeInfo info = operator.getRuntimeInfo();
    return !info.isStarted() || info.allEventSourcesAreHealthy() || watchesSome(info);
  }

  /** A namespace that goes, and the operator's Role with it, is no trouble of the others. */
  private boolean watchesSome(RuntimeInfo info) {
    Set<String> troubled = new HashSet<>();
    for (var sources : unhealthy(info)) {
      for (InformerWrappingEventSourceHealthIndicator<?> source : sources.values()) {
        source.informerHealthIndicators().values().stream()
            .filter(informer -> informer.getStatus() == Status.UNHEALTHY)
            .forEach(informer -> troubled.add(informer.getTargetNamespace()));
      }
    }
    return !troubled.containsAll(namespaces);
  }

  @SuppressWarnings({"rawtypes", "unchecked"}) // The library gives them raw.
  private static List<Map<String, InformerWrappingEventSourceHealthIndicator<?>>> unhealthy(
      RuntimeInfo info) {
    return (List) List.copyOf(info.unhealthyInformerWrappingEventSourceHealthIndicator().values());
  }

  /** Brings figures up to date that are not counted as things happen. */
  public void measure() {
    metrics.read();
  }

  public OperatorStatus status() {
    return new OperatorStatus(started, started && leadership.isLeading());
  }

  /**
   * Waits until it may act no more, because another replica leads or this one could not renew its
   * Lease: then the process has to end, and to be started anew.
   */
  public void awaitLoss() throws InterruptedException {
    leadership.awaitLoss();
  }

  /** Ends what goes on, in bounded time, and lets another replica lead at once. */
  @Override
  public void close() {
    started = false;
    leadership.resign();
    tests.close();
    // Another may lead already: then there is no time to wait.
    endpointWork.close(leadership.isLeading() ? STOP_PATIENCE : Duration.ZERO);
    operator.stop();
    leadership.release();
  }
}
