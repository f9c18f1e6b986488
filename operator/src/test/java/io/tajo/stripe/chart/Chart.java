package io.tajo.stripe.chart;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The chart with some values: what {@code helm install} would send. */
record Chart(
    Path directory,
    String release,
    String namespace,
    List<Path> files,
    Map<String, String> values) {
  static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  static final Path DIRECTORY = ROOT.resolve("helm/stripe-connector");

  static final String RELEASE = "stripe-connector";
  static final String NAMESPACE = "stripe-system";

  /** The chart with its own values. */
  static Chart plain() {
    return new Chart(DIRECTORY, RELEASE, NAMESPACE, List.of(), Map.of());
  }

  /** The values files of {@code ci/}, each a way to install the chart. */
  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(DIRECTORY.resolve("ci"))) {
      return files.sorted().toList();
    }
  }

  /** The chart with a values file of {@code ci/}. */
  static Chart example(String name) {
    return plain().with(DIRECTORY.resolve("ci/" + name + "-values.yaml"));
  }

  Chart as(String otherRelease) {
    return new Chart(directory, otherRelease, namespace, files, values);
  }

  Chart with(Path file) {
    List<Path> all = new ArrayList<>(files);
    all.add(file);
    return new Chart(directory, release, namespace, all, values);
  }

  /** As {@code --set} has it: a list by {@code key[0]}. */
  Chart with(String key, Object value) {
    Map<String, String> all = new LinkedHashMap<>(values);
    all.put(key, value.toString());
    return new Chart(directory, release, namespace, files, all);
  }

  /**
   * The chart with its hooks as ordinary objects, which {@code helm template} shows.
   *
   * @param empty a directory for a copy
   */
  Chart withHooks(Path empty) throws IOException {
    try (Stream<Path> files = Files.walk(DIRECTORY)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = empty.resolve(DIRECTORY.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        String text = Files.readString(file).replaceAll("(?m)^ +helm\\.sh/hook: .*$", "");
        Files.writeString(copy, text);
      }
    }
    return new Chart(empty, release, namespace, this.files, values);
  }

  static LintResult lint() {
    return new Helm(DIRECTORY).lint().strict().call();
  }

  /**
   * The text that Helm renders for the oldest Kubernetes.
   *
   * @throws IllegalStateException with Helm's message, where it refuses
   */
  String text() {
    return text("1.30.0");
  }

  /** The text that Helm renders for a version of Kubernetes. */
  String text(String kubernetes) {
    TemplateCommand command =
        new Helm(directory)
            .template()
            .withName(release)
            .withNamespace(namespace)
            .withKubeVersion(kubernetes);
    files.forEach(command::withValuesFile);
    values.forEach(command::set);
    return command.call();
  }

  /** The objects of the text, of fabric8's types where it knows the kind. */
  List<HasMetadata> objects() {
    KubernetesSerialization serialization = new KubernetesSerialization();
    return Arrays.stream(text().split("(?m)^---\\s*$"))
        .filter(document -> document.lines().anyMatch(line -> line.matches("[a-z].*")))
        .map(document -> (HasMetadata) serialization.unmarshal(document))
        .toList();
  }

  <T extends HasMetadata> List<T> all(Class<T> kind) {
    return objects().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  <T extends HasMetadata> T only(Class<T> kind) {
    List<T> all = all(kind);
    if (all.size() != 1) {
      throw new AssertionError(
          all.size() + " of " + kind.getSimpleName() + ": " + all.stream().map(Chart::id).toList());
    }
    return all.getFirst();
  }

  /** Kind, namespace and name. */
  static String id(HasMetadata object) {
    String namespace = object.getMetadata().getNamespace();
    return object.getKind()
        + " "
        + (namespace == null ? "" : namespace + "/")
        + object.getMetadata().getName();
  }
}
