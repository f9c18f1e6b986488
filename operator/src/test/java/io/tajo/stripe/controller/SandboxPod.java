package io.tajo.stripe.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.tajo.stripe.cluster.TestCluster;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Simulated accounts in a namespace of a real cluster, which take the keys of a {@link Scene}. */
final class SandboxPod {
  private static final Path EXAMPLE = Path.of("..", "examples", "sandbox.yaml");
  private static final int PORT = 12111;

  private SandboxPod() {}

  /** Starts them; what the connector's pods need to know of where they are. */
  static Map<String, String> start(KubernetesClient user, String namespace) {
    try (InputStream file = Files.newInputStream(EXAMPLE)) {
      for (HasMetadata object : user.load(file).items()) {
        if (object instanceof Deployment sandbox) {
          adapt(sandbox);
          user.resource(sandbox).inNamespace(namespace).create();
        } else if (object instanceof Service) {
          object.getMetadata().setNamespace(null);
          user.resource(object).inNamespace(namespace).create();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String base = "http://sandbox.%s.svc:%d".formatted(namespace, PORT);
    return Map.of("STRIPE_API_BASE", base, "BREVO_API_BASE", base + "/v3");
  }

  private static void adapt(Deployment sandbox) {
    sandbox.getMetadata().setNamespace(null);
    var container = sandbox.getSpec().getTemplate().getSpec().getContainers().getFirst();
    container.setImage(TestCluster.image().orElseThrow());
    List<String> arguments =
        new ArrayList<>(List.of("sandbox", "--host=0.0.0.0", "--port=" + PORT, "--customers=20"));
    for (int key = 1; key <= 9; key++) {
      arguments.add("--stripe-key=sk_test_" + key);
    }
    container.setArgs(arguments);
  }
}
