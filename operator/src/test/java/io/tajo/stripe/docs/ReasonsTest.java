package io.tajo.stripe.docs;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/kubernetes.md has every reason that a condition can have, and no other. */
class ReasonsTest {
  private static final List<String> PACKAGES =
      List.of("status", "connector", "endpoint", "sync", "input");
  private static final Pattern LITERAL = Pattern.compile("\"([A-Z][A-Za-z]+)\"");

  /** In annotations: names of event sources. */
  private static final Pattern SOURCE_NAME = Pattern.compile("EventSourceWithName = \"[A-Za-z]+\"");

  /** Literals of the same form: statuses, and what Kubernetes calls things. */
  private static final Set<String> NO_REASONS =
      Set.of(
          "True",
          "False",
          "Unknown",
          "Opaque",
          "Retain",
          "PodScheduled",
          "DisruptionTarget",
          "Secret",
          "Progressing",
          "ReplicaFailure");

  @Test
  void areAllInTheTables() throws IOException {
    Document document = Document.read("docs/kubernetes.md");
    Set<String> documented =
        document.rows("reason of").stream()
            .flatMap(row -> Document.codeOf(row.getFirst()).stream())
            .collect(toCollection(TreeSet::new));

    assertThat(documented).isEqualTo(inTheCode());
  }

  private static Set<String> inTheCode() throws IOException {
    Path code = Document.ROOT.resolve("operator/src/main/java/io/tajo/stripe");
    Set<String> reasons = literals(code.resolve("api/ConditionReasons.java"));
    for (String name : PACKAGES) {
      try (Stream<Path> files = Files.list(code.resolve("controller").resolve(name))) {
        for (Path file : files.toList()) {
          reasons.addAll(literals(file));
        }
      }
    }
    reasons.removeAll(NO_REASONS);
    return reasons;
  }

  private static Set<String> literals(Path file) throws IOException {
    String code = SOURCE_NAME.matcher(Files.readString(file)).replaceAll("");
    return LITERAL
        .matcher(code)
        .results()
        .map(found -> found.group(1))
        .collect(toCollection(TreeSet::new));
  }
}
