package io.tajo.stripe.cli;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tajo.stripe.controller.AccountCalls;
import io.tajo.stripe.controller.HttpPodStatuses;
import io.tajo.stripe.controller.OpenNamespaces;
import io.tajo.stripe.controller.OperatorSettings;
import io.tajo.stripe.controller.SharedFields;
import io.tajo.stripe.controller.StripeOperator;
import io.tajo.stripe.controller.StripeOperator.Surroundings;
import io.tajo.stripe.receiver.Health;
import io.tajo.stripe.receiver.HealthServer;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The controllers, until the process is told to stop. */
@Command(
    name = "operator",
    description =
        "Runs the Kubernetes operator until it is interrupted: it deploys receivers, makes runs and"
            + " writes the status of StripeConnectors and StripeSyncs. The Helm chart starts it;"
            + " outside a cluster it uses the current kubeconfig.",
    mixinStandardHelpOptions = true)
final class OperatorCommand implements Callable<Integer> {
  @Mixin private final OperatorOptions options = new OperatorOptions();

  @Option(
      names = "--health-host",
      paramLabel = "ADDRESS",
      defaultValue = "0.0.0.0",
      description = "Address that the health port listens on (default: ${DEFAULT-VALUE}).")
  private String host = "0.0.0.0";

  @Option(
      names = "--health-port",
      paramLabel = "PORT",
      defaultValue = "8081",
      description =
          "Where /livez, /readyz, /status and /metrics are served; 0: any that is free (default:"
              + " ${DEFAULT-VALUE}).")
  private int port;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Environment environment;

  OperatorCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    OperatorSettings settings = options.settings(environment.variables(), spec);
    ProcessSettings process = ProcessSettings.of(environment.variables(), spec);
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    try (KubernetesClient client = client();
        HttpPodStatuses statuses = new HttpPodStatuses();
        StripeOperator operator =
            new StripeOperator(
                client,
                settings.within(OpenNamespaces.of(client, settings.namespaces())),
                new Surroundings(
                    new AccountCalls(process::connector),
                    statuses,
                    environment.mapping(),
                    MicrometerMetrics.withoutPerResourceMetrics(meters),
                    meters,
                    environment.clock(),
                    identity()));
        HealthServer health =
            new HealthServer(
                host,
                port,
                new Health(operator::isReady, operator::status, meters, operator::measure))) {
      Listening.start(health, host, environment);
      environment
          .err()
          .println(
              "Watching "
                  + (settings.namespaces().isEmpty()
                      ? "all namespaces"
                      : String.join(", ", settings.namespaces()))
                  + " of "
                  + client.getMasterUrl()
                  + ".");
      operator.start();
      operator.awaitLoss();
      environment
          .err()
          .println("The Lease is lost: this process ends, so that just one acts. Start it anew.");
      return Main.FAILED;
    } catch (InterruptedException e) {
      environment.err().println("Stopped.");
      return Main.OK;
    }
  }

  /** Within a cluster its API server is reached directly: proxies are for what lies outside. */
  private KubernetesClient client() {
    Config config = Config.autoConfigure(null);
    if (environment.variables().containsKey("KUBERNETES_SERVICE_HOST")) {
      config.setHttpProxy(null);
      config.setHttpsProxy(null);
    }
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withKubernetesSerialization(SharedFields.serialization())
        .build();
  }

  /** The pod's name, which Kubernetes gives as the host's. */
  private String identity() {
    return environment
        .variables()
        .getOrDefault("HOSTNAME", "stripe-connector-operator-" + UUID.randomUUID());
  }
}
