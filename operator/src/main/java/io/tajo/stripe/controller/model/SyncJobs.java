package io.tajo.stripe.controller.model;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRuleBuilder;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.api.StripeSync;
import io.tajo.stripe.api.StripeSyncSpec;
import io.tajo.stripe.api.SyncResource;
import io.tajo.stripe.controller.model.Labels.Component;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The Job of one run. What would fail the same again (exit status 2: a manifest that contradicts
 * itself) is not tried again; all else twice.
 */
public final class SyncJobs {
  /** Of the processes in our own image. */
  static final long USER = 65_532;

  static final String CONTAINER = "sync";

  /** The exit status of a run that would end the same again. */
  private static final int REFUSED = 2;

  private static final int RETRIES = 2;

  /** Its result is in the StripeSync's status long before, unless the operator was away. */
  private static final Duration KEPT = Duration.ofDays(7);

  private SyncJobs() {}

  static ServiceAccount account(Names names) {
    return Accounts.withoutCredentials(names, names.sync(), Component.SYNC);
  }

  /** The Job, which has its run's name. */
  public static Job job(StripeSync sync, StripeConnector connector, PodSettings settings) {
    Names names = Names.of(connector);
    Mounts mounts = new Mounts(names, connector.getSpec(), settings);
    return new JobBuilder()
        .withMetadata(Labels.metadata(names, sync.getMetadata().getName(), Component.SYNC))
        .withNewSpec()
        .withBackoffLimit(RETRIES)
        .withTtlSecondsAfterFinished(Math.toIntExact(KEPT.toSeconds()))
        .withNewPodFailurePolicy()
        .withRules(
            new PodFailurePolicyRuleBuilder()
                .withAction("FailJob")
                .withNewOnExitCodes()
                .withContainerName(CONTAINER)
                .withOperator("In")
                .withValues(REFUSED)
                .endOnExitCodes()
                .build(),
            new PodFailurePolicyRuleBuilder()
                .withAction("Ignore")
                .addNewOnPodCondition("True", "DisruptionTarget")
                .build())
        .endPodFailurePolicy()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(Labels.of(names, Component.SYNC))
        .endMetadata()
        .withNewSpec()
        .withRestartPolicy("Never")
        .withServiceAccountName(names.sync())
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withSecurityContext(Restricted.pod(USER))
        .withImagePullSecrets(Accounts.pullSecrets(settings))
        .withTerminationGracePeriodSeconds(60L)
        .withContainers(container(sync.getSpec(), settings, mounts).build())
        .withVolumes(mounts.volumes(false))
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  private static ContainerBuilder container(
      StripeSyncSpec spec, PodSettings settings, Mounts mounts) {
    return new ContainerBuilder()
        .withName(CONTAINER)
        .withImage(settings.image())
        .withImagePullPolicy(settings.pullPolicy().orElse(null))
        .withArgs(arguments(spec))
        .withEnv(mounts.environment())
        .addNewPort()
        .withName("health")
        .withContainerPort(Ports.HEALTH)
        .withProtocol("TCP")
        .endPort()
        .withSecurityContext(Restricted.container())
        .withResources(Restricted.resources("100m", "384Mi", "768Mi"))
        .withTerminationMessagePolicy("File")
        .withVolumeMounts(mounts.mounts(false))
        // The first look would come before anything listens, and be an event of the namespace.
        .withLivenessProbe(
            new ProbeBuilder()
                .withNewHttpGet()
                .withPath("/livez")
                .withPort(new IntOrString("health"))
                .withScheme("HTTP")
                .endHttpGet()
                .withInitialDelaySeconds(20)
                .withPeriodSeconds(20)
                .withTimeoutSeconds(5)
                .withFailureThreshold(9)
                .build());
  }

  private static List<String> arguments(StripeSyncSpec spec) {
    List<String> arguments = new ArrayList<>(Mounts.arguments("sync"));
    arguments.add("--termination-log=/dev/termination-log");
    if (spec.type() == StripeSyncSpec.Type.INCREMENTAL) {
      arguments.add("--incremental");
    }
    if (spec.resources() != null && !spec.resources().isEmpty()) {
      arguments.add(
          "--resources="
              + spec.resources().stream()
                  .map(SyncResource::resourceName)
                  .collect(Collectors.joining(",")));
    }
    if (spec.since() != null) {
      arguments.add("--since=" + spec.since());
    }
    if (Boolean.TRUE.equals(spec.dryRun())) {
      arguments.add("--dry-run");
    }
    if (Boolean.TRUE.equals(spec.rewrite())) {
      arguments.add("--rewrite");
    }
    return arguments;
  }
}
