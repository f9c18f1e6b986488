package io.tajo.stripe.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * A cluster for a test: the mock, or with `-Dkubeconfig=FILE` the real one that the file tells of.
 * A scenario that is written against this runs on both.
 */
public interface TestCluster extends AutoCloseable {
  /** The cluster that this run of the tests is to use. */
  static TestCluster open() {
    return isReal() ? RealCluster.of(Path.of(System.getProperty("kubeconfig"))) : Cluster.start();
  }

  /** Whether tests use a real cluster. */
  static boolean isReal() {
    return !System.getProperty("kubeconfig", "").isEmpty();
  }

  /** A real cluster: without `-Dkubeconfig=FILE` the test is skipped and says so. */
  static TestCluster real() {
    if (!isReal()) {
      throw skipped("needs a real API server: name one by -Dkubeconfig=FILE");
    }
    return open();
  }

  /** The client to hand to what is tested: what it asks is recorded. */
  KubernetesClient client();

  /** The test's own client: never recorded, refused or disturbed. */
  KubernetesClient user();

  /** What {@link #client} asked. */
  Requests requests();

  /**
   * Makes a namespace for one test, which is gone after {@link #close}.
   *
   * @param prefix what its name begins with
   */
  String namespace(String prefix);

  /** The time that the API server has. */
  InstantSource clock();

  /** Whether the test can say what becomes of pods, and make requests fail. */
  boolean canSteer();

  /** The cluster as one that can be steered; where it cannot, the test is skipped and says so. */
  default Cluster steered() {
    if (this instanceof Cluster cluster) {
      return cluster;
    }
    close();
    throw skipped("on a real cluster nobody can say what becomes of pods and requests");
  }

  /**
   * The cluster as one where pods run: on the mock as if, on a real one with an image of the
   * connector that it can pull; without, the test is skipped and says so.
   */
  default TestCluster running() {
    if (isReal() && image().isEmpty()) {
      close();
      throw skipped("needs pods that run: name an image of the connector by -Dimage=IMAGE");
    }
    return this;
  }

  /** The image of the connector that pods of a real cluster can have. */
  static Optional<String> image() {
    return Optional.ofNullable(System.getProperty("image")).filter(name -> !name.isEmpty());
  }

  private static RuntimeException skipped(String reason) {
    System.out.println("Skipped: " + reason);
    Assumptions.abort(reason);
    return new IllegalStateException(reason);
  }

  @Override
  void close();
}
