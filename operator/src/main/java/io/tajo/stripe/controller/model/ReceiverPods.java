package io.tajo.stripe.controller.model;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.tajo.stripe.api.StripeConnectorSpec;
import io.tajo.stripe.api.WebhookSpec;
import io.tajo.stripe.api.WebhookSpec.Autoscaling;
import io.tajo.stripe.controller.model.Labels.Component;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The pods that receive webhooks and work them off, and how many there are. */
final class ReceiverPods {
  /** What the pods were made of: another value starts them anew. */
  static final String CHECKSUM = "connectors.tajo.io/checksum";

  private static final int REPLICAS = 2;

  /** Ingress controllers and meshes are within the cluster, where Stripe is not. */
  private static final String PROXIES =
      "10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,100.64.0.0/10,fc00::/7";

  private final Names names;
  private final StripeConnectorSpec spec;
  private final PodSettings settings;
  private final Mounts mounts;

  ReceiverPods(Names names, StripeConnectorSpec spec, PodSettings settings) {
    this.names = names;
    this.spec = spec;
    this.settings = settings;
    this.mounts = new Mounts(names, spec, settings);
  }

  ServiceAccount account() {
    return Accounts.withoutCredentials(names, names.receiver(), Component.RECEIVER);
  }

  /**
   * The Deployment.
   *
   * @param checksum of all that a process reads once, when it starts
   */
  Deployment deployment(String checksum) {
    return new DeploymentBuilder()
        .withMetadata(Labels.metadata(names, names.receiver(), Component.RECEIVER))
        .withNewSpec()
        .withReplicas(autoscaling().isPresent() ? null : Integer.valueOf(replicas()))
        .withRevisionHistoryLimit(3)
        .withNewSelector()
        .withMatchLabels(Labels.selector(names, Component.RECEIVER))
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(Labels.of(names, Component.RECEIVER))
        .withAnnotations(Map.of(CHECKSUM, checksum))
        .endMetadata()
        .withNewSpec()
        .withServiceAccountName(names.receiver())
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withSecurityContext(Restricted.pod(SyncJobs.USER))
        .withImagePullSecrets(Accounts.pullSecrets(settings))
        .withTerminationGracePeriodSeconds(60L)
        .addNewTopologySpreadConstraint()
        .withMaxSkew(1)
        .withTopologyKey("kubernetes.io/hostname")
        .withWhenUnsatisfiable("ScheduleAnyway")
        .withNewLabelSelector()
        .withMatchLabels(Labels.selector(names, Component.RECEIVER))
        .endLabelSelector()
        .endTopologySpreadConstraint()
        .withContainers(container().build())
        .withVolumes(mounts.volumes(true))
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  private ContainerBuilder container() {
    return new ContainerBuilder()
        .withName("receiver")
        .withImage(settings.image())
        .withImagePullPolicy(settings.pullPolicy().orElse(null))
        .withArgs(arguments())
        .withEnv(mounts.environment())
        .addNewPort()
        .withName("http")
        .withContainerPort(Ports.WEBHOOKS)
        .withProtocol("TCP")
        .endPort()
        .addNewPort()
        .withName("health")
        .withContainerPort(Ports.HEALTH)
        .withProtocol("TCP")
        .endPort()
        .withSecurityContext(Restricted.container())
        .withResources(Restricted.resources("50m", "192Mi", "384Mi"))
        .withTerminationMessagePolicy("FallbackToLogsOnError")
        .withVolumeMounts(mounts.mounts(true))
        .withStartupProbe(get("/livez", 2, 60))
        .withReadinessProbe(get("/readyz", 5, 2))
        .withLivenessProbe(get("/livez", 10, 6));
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>(Mounts.arguments("receiver"));
    arguments.add("--signing-secrets=" + Mounts.SIGNING);
    arguments.add("--port=" + Ports.WEBHOOKS);
    arguments.add("--drain=5");
    @Nullable WebhookSpec webhook = spec.webhook();
    if (webhook != null && webhook.allowedSourceRanges() != null && webhook.expose() != null) {
      arguments.add("--trusted-proxies=" + PROXIES);
    }
    return arguments;
  }

  private static Probe get(String path, int period, int failures) {
    return new ProbeBuilder()
        .withNewHttpGet()
        .withPath(path)
        .withPort(new IntOrString("health"))
        .withScheme("HTTP")
        .endHttpGet()
        .withPeriodSeconds(period)
        .withTimeoutSeconds(3)
        .withFailureThreshold(failures)
        .build();
  }

  private Optional<Autoscaling> autoscaling() {
    return Optional.ofNullable(spec.webhook())
        .flatMap(webhook -> Optional.ofNullable(webhook.autoscaling()));
  }

  private int replicas() {
    return Optional.ofNullable(spec.webhook())
        .flatMap(webhook -> Optional.ofNullable(webhook.replicas()))
        .orElse(REPLICAS);
  }

  /** Empty with one pod: it would keep a node from being drained. */
  Optional<PodDisruptionBudget> budget() {
    int least = autoscaling().map(Autoscaling::minReplicas).orElseGet(this::replicas);
    return least < 2
        ? Optional.empty()
        : Optional.of(
            new PodDisruptionBudgetBuilder()
                .withMetadata(Labels.metadata(names, names.receiver(), Component.RECEIVER))
                .withNewSpec()
                .withMaxUnavailable(new IntOrString(1))
                .withNewSelector()
                .withMatchLabels(Labels.selector(names, Component.RECEIVER))
                .endSelector()
                .endSpec()
                .build());
  }

  Optional<HorizontalPodAutoscaler> autoscaler() {
    return autoscaling()
        .map(bounds ->
            new HorizontalPodAutoscalerBuilder()
                .withMetadata(Labels.metadata(names, names.receiver(), Component.RECEIVER))
                .withNewSpec()
                .withNewScaleTargetRef()
                .withApiVersion("apps/v1")
                .withKind("Deployment")
                .withName(names.receiver())
                .endScaleTargetRef()
                .withMinReplicas(bounds.minReplicas())
                .withMaxReplicas(bounds.maxReplicas())
                .addNewMetric()
                .withType("Resource")
                .withNewResource()
                .withName("cpu")
                .withNewTarget()
                .withType("AverageValue")
                .withNewAverageValue("500m")
                .endTarget()
                .endResource()
                .endMetric()
                .endSpec()
                .build());
  }
}
