package io.tajo.stripe.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.InstallCommand;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.api.StripeSync;
import io.tajo.stripe.api.StripeSyncSpec;
import io.tajo.stripe.api.StripeSyncStatus;
import io.tajo.stripe.cluster.TestCluster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The README's quickstart without accounts, on a real cluster: the chart, the image and the
 * sandbox, from the install to the uninstall. The operator has rights in its two namespaces only.
 */
@Tag("cluster")
class QuickstartOnClusterTest {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Path KUBECONFIG = Path.of(System.getProperty("kubeconfig", "none"));

  @Test
  void fromInstallToUninstall() throws IOException {
    try (TestCluster cluster = TestCluster.real().running()) {
      Stage stage =
          new Stage(cluster.user(), cluster.namespace("stripe-system"), cluster.namespace("shop"));
      try {
        stage.play();
      } catch (AssertionError | ConditionTimeoutException e) {
        stage.print();
        throw e;
      }
    }
  }

  /** The operator in one namespace, a connector and its accounts in the other. */
  private record Stage(KubernetesClient user, String system, String shop) {
    private static final String RELEASE = "stripe-connector";

    void play() throws IOException {
      install();
      apply();
      StripeConnectorStatus first = ready();
      assertThat(first.synced().customers()).isPositive();
      assertThat(contacts()).isPositive().isGreaterThanOrEqualTo(first.contacts().created());
      StripeConnectorStatus live =
          await("a webhook")
              .atMost(PATIENCE)
              .until(() -> connector().getStatus(), it -> it.lastEventTime() != null);
      assertThat(live.webhook().failed()).isZero();
      dryRun();

      upgrade();
      assertThat(ready().observedGeneration()).isEqualTo(first.observedGeneration());

      user.resource(connector()).delete();
      awaitGone(Deployment.class, "acme-receiver");
      awaitGone(StatefulSet.class, "acme-database");
      assertThat(user.persistentVolumeClaims().inNamespace(shop).list().getItems())
          .as("the disk stays")
          .hasSize(1);
      Helm.uninstall(RELEASE).withNamespace(system).withKubeConfig(KUBECONFIG).call();
      assertThat(user.resources(StripeConnector.class).inNamespace(shop).list().getItems())
          .as("the definitions stay")
          .isEmpty();
    }

    private void install() {
      InstallCommand install =
          new Helm(Chart.DIRECTORY)
              .install()
              .withName(RELEASE)
              .withNamespace(system)
              .withKubeConfig(KUBECONFIG)
              .waitReady()
              .withTimeout((int) PATIENCE.toSeconds())
              // They are there: other tests of this run need them too.
              .set("crds.enabled", "false")
              .set("rbac.aggregate", "false")
              .set("watchNamespaces[0]", shop)
              .set("stripeApiBase", "http://sandbox.%s.svc:12111".formatted(shop))
              .set("brevoApiBase", "http://sandbox.%s.svc:12111/v3".formatted(shop));
      String image = TestCluster.image().orElseThrow();
      int digest = image.indexOf('@');
      int tag = image.lastIndexOf(':');
      if (digest > 0) {
        install
            .set("image.repository", image.substring(0, digest))
            .set("image.digest", image.substring(digest + 1));
      } else if (tag > image.lastIndexOf('/')) {
        install
            .set("image.repository", image.substring(0, tag))
            .set("image.tag", image.substring(tag + 1));
      } else {
        install.set("image.repository", image).set("image.tag", "latest");
      }
      install.call();
    }

    /** Applies the example, in a namespace of the test's own. */
    private void apply() throws IOException {
      String text =
          Files.readString(Chart.ROOT.resolve("examples/sandbox.yaml"))
              .replace("stripe-sandbox", shop)
              .replaceAll(
                  "docker\\.io/library/stripe-connector:\\S+", TestCluster.image().orElseThrow());
      List<HasMetadata> objects =
          user.load(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))).items();
      objects.stream()
          .filter(object -> !object.getKind().equals("Namespace"))
          .forEach(object -> user.resource(object).inNamespace(shop).serverSideApply());
    }

    private StripeConnector connector() {
      return user.resources(StripeConnector.class).inNamespace(shop).withName("acme").get();
    }

    private StripeConnectorStatus ready() {
      return await("Ready").atMost(PATIENCE).until(() -> connector().getStatus(), Stage::isReady);
    }

    private static boolean isReady(StripeConnectorStatus status) {
      return status != null
          && status.conditions().stream()
              .anyMatch(it -> it.getType().equals("Ready") && it.getStatus().equals("True"));
    }

    /** How many contacts the simulated Brevo has. */
    private long contacts() {
      String list =
          user.raw(
              "/api/v1/namespaces/%s/services/sandbox:http/proxy/sandbox/brevo/contacts"
                  .formatted(shop));
      return list.lines().count();
    }

    private void dryRun() {
      StripeSync run = new StripeSync();
      run.getMetadata().setName("trial");
      run.getMetadata().setNamespace(shop);
      run.setSpec(new StripeSyncSpec("acme", null, null, null, true, null));
      user.resource(run).create();
      Predicate<StripeSync> ended =
          it -> it.getStatus() != null && it.getStatus().completionTime() != null;
      StripeSync trial =
          await("a dry run").atMost(PATIENCE).until(() -> user.resource(run).get(), ended);
      assertThat(trial.getStatus().phase())
          .as(trial.getStatus().message())
          .isEqualTo(StripeSyncStatus.Phase.SUCCEEDED);
    }

    /** Another operator takes over from the first; receivers go on. */
    private void upgrade() {
      String receiver =
          receiver().getMetadata().getUid() + receiver().getMetadata().getGeneration();
      new Helm(Chart.DIRECTORY)
          .upgrade()
          .withName(RELEASE)
          .withNamespace(system)
          .withKubeConfig(KUBECONFIG)
          .resetThenReuseValues()
          .set("podAnnotations.upgraded", "once")
          .waitReady()
          .withTimeout((int) PATIENCE.toSeconds())
          .call();
      assertThat(receiver().getMetadata().getUid() + receiver().getMetadata().getGeneration())
          .isEqualTo(receiver);
    }

    private Deployment receiver() {
      return user.apps().deployments().inNamespace(shop).withName("acme-receiver").get();
    }

    private void awaitGone(Class<? extends HasMetadata> type, String name) {
      await("no " + name)
          .atMost(PATIENCE)
          .until(() -> user.resources(type).inNamespace(shop).withName(name).get() == null);
    }

    /** What one would look at, before it is all deleted. */
    void print() {
      Optional.ofNullable(connector()).map(Serialization::asYaml).ifPresent(System.out::println);
      for (String namespace : List.of(system, shop)) {
        user.pods()
            .inNamespace(namespace)
            .list()
            .getItems()
            .forEach(pod ->
                System.out.println(
                    pod.getMetadata().getName() + ' ' + Serialization.asYaml(pod.getStatus())));
        user.v1()
            .events()
            .inNamespace(namespace)
            .list()
            .getItems()
            .forEach(event ->
                System.out.println(
                    event.getInvolvedObject().getName()
                        + ' '
                        + event.getReason()
                        + ' '
                        + event.getMessage()));
      }
    }
  }
}
