package io.tajo.stripe.controller.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.tajo.stripe.api.StripeConnectorSpec;
import io.tajo.stripe.controller.model.Labels.Component;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A connector's own PostgreSQL: one pod of the official image, its disk, and the Secret with its
 * password. The data directory is not the image's own, which differs from version to version.
 */
final class DatabaseObjects {
  /** The user {@code postgres} of the official images that are made from Debian. */
  private static final long USER = 999;

  private static final String VOLUME = "/var/lib/postgresql";

  private final Names names;
  private final StripeConnectorSpec spec;
  private final PodSettings settings;

  DatabaseObjects(Names names, StripeConnectorSpec spec, PodSettings settings) {
    this.names = names;
    this.spec = spec;
    this.settings = settings;
  }

  ServiceAccount account() {
    return Accounts.withoutCredentials(names, names.database(), Component.DATABASE);
  }

  /**
   * The Secret, made once.
   *
   * @param password of letters and digits, so that it fits into a URL as it is
   */
  Secret secret(String password) {
    String url =
        "postgresql://%s:%s@%s:%d/%s"
            .formatted(Store.USER, password, names.database(), Ports.POSTGRES, Store.DATABASE);
    return new SecretBuilder()
        .withMetadata(Labels.metadata(names, names.database(), Component.DATABASE))
        .withType("Opaque")
        .withData(Map.of(Store.PASSWORD, encoded(password), Store.URL, encoded(url)))
        .build();
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  Service service() {
    return new ServiceBuilder()
        .withMetadata(Labels.metadata(names, names.database(), Component.DATABASE))
        .withNewSpec()
        .withSelector(Labels.selector(names, Component.DATABASE))
        .addNewPort()
        .withName("postgresql")
        .withPort(Ports.POSTGRES)
        .withTargetPort(new IntOrString("postgresql"))
        .withProtocol("TCP")
        .endPort()
        .endSpec()
        .build();
  }

  StatefulSet statefulSet() {
    Map<String, String> labels = Labels.of(names, Component.DATABASE);
    String kept = Store.isRetained(spec) ? "Retain" : "Delete";
    return new StatefulSetBuilder()
        .withMetadata(Labels.metadata(names, names.database(), Component.DATABASE))
        .withNewSpec()
        .withServiceName(names.database())
        .withReplicas(1)
        // Of one pod nothing is ordered, but a version that never starts could not be replaced
        // otherwise (kubernetes/kubernetes#67250).
        .withPodManagementPolicy("Parallel")
        .withNewSelector()
        .withMatchLabels(Labels.selector(names, Component.DATABASE))
        .endSelector()
        .withNewPersistentVolumeClaimRetentionPolicy()
        .withWhenDeleted(kept)
        .withWhenScaled("Retain")
        .endPersistentVolumeClaimRetentionPolicy()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(labels)
        .endMetadata()
        .withNewSpec()
        .withServiceAccountName(names.database())
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withSecurityContext(Restricted.pod(USER))
        .withImagePullSecrets(Accounts.pullSecrets(settings))
        .withTerminationGracePeriodSeconds(60L)
        .withContainers(container().build())
        .addNewVolume()
        .withName("password")
        .withNewSecret()
        .withSecretName(names.database())
        .withDefaultMode(0440)
        .addNewItem()
        .withKey(Store.PASSWORD)
        .withPath(Store.PASSWORD)
        .endItem()
        .endSecret()
        .endVolume()
        .addToVolumes(
            Mounts.temporary("run", "1Mi"), Mounts.temporary("tmp", "64Mi"), sharedMemory())
        .endSpec()
        .endTemplate()
        .addNewVolumeClaimTemplate()
        .withNewMetadata()
        .withName("data")
        .endMetadata()
        .withNewSpec()
        .withAccessModes("ReadWriteOnce")
        .withStorageClassName(Store.storageClass(spec).orElse(null))
        .withNewResources()
        .addToRequests("storage", new Quantity(Store.size(spec)))
        .endResources()
        .endSpec()
        .endVolumeClaimTemplate()
        .endSpec()
        .build();
  }

  private ContainerBuilder container() {
    return new ContainerBuilder()
        .withName("postgresql")
        .withImage(Store.image(spec).orElse(settings.databaseImage()))
        .withImagePullPolicy(settings.pullPolicy().orElse(null))
        .addNewEnv()
        .withName("PGDATA")
        .withValue(VOLUME + "/pgdata")
        .endEnv()
        .addNewEnv()
        .withName("POSTGRES_PASSWORD_FILE")
        .withValue("/etc/postgresql-password/" + Store.PASSWORD)
        .endEnv()
        .addNewPort()
        .withName("postgresql")
        .withContainerPort(Ports.POSTGRES)
        .withProtocol("TCP")
        .endPort()
        .withSecurityContext(Restricted.container())
        .withResources(Restricted.resources("100m", "256Mi", "1Gi"))
        .withTerminationMessagePolicy("FallbackToLogsOnError")
        .withVolumeMounts(
            mount("data", VOLUME),
            mount("run", "/var/run/postgresql"),
            mount("tmp", "/tmp"),
            mount("shm", "/dev/shm"),
            new VolumeMountBuilder()
                .withName("password")
                .withMountPath("/etc/postgresql-password")
                .withReadOnly(true)
                .build())
        // After a crash it replays its log first, which may take long on a slow disk.
        .withStartupProbe(answers(5, 720))
        .withReadinessProbe(answers(5, 3))
        .withLivenessProbe(answers(10, 6));
  }

  /** Parallel queries need more than the 64 MiB that a container has. */
  private static Volume sharedMemory() {
    return new VolumeBuilder()
        .withName("shm")
        .withNewEmptyDir()
        .withMedium("Memory")
        .withNewSizeLimit("256Mi")
        .endEmptyDir()
        .build();
  }

  private static VolumeMount mount(String name, String path) {
    return new VolumeMountBuilder().withName(name).withMountPath(path).build();
  }

  /** Over TCP: while it is being set up, the image's server listens on its socket only. */
  private static Probe answers(int period, int failures) {
    return new ProbeBuilder()
        .withNewExec()
        .withCommand(List.of("pg_isready", "-h", "127.0.0.1", "-U", Store.USER))
        .endExec()
        .withPeriodSeconds(period)
        .withTimeoutSeconds(5)
        .withFailureThreshold(failures)
        .build();
  }
}
