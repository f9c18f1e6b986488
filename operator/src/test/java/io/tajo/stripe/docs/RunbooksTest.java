package io.tajo.stripe.docs;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.client.CustomResource;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.chart.Monitoring;
import io.tajo.stripe.chart.Monitoring.Alert;
import io.tajo.stripe.crd.CrdFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each alert has a runbook, and what runbooks name is there. Their commands, manifests and links
 * are looked at with all others.
 */
class RunbooksTest {
  private static final String FOLDER = "docs/runbooks";
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Pattern NAME = Pattern.compile("[A-Z][a-z]+([A-Z][a-z]+)*");
  private static final Pattern FIELD = Pattern.compile("(spec|status)((\\.[a-zA-Z]+)+)(: .*)?");
  private static final Pattern VALUE =
      Pattern.compile("(metrics|prometheusRule|dashboard|networkPolicy|resources)(\\.[a-zA-Z]+)+");

  private static final Set<String> CONDITIONS =
      Set.of("Ready", "Reconciling", "Stalled", "CredentialsValid", "WebhookReady", "SyncHealthy");

  /** Other things that have such a name. */
  private static final Set<String> OTHERS = Set.of("Managed", "Manual", "OOMKilled");

  private static Set<String> alerts() {
    return Monitoring.alerts().stream().map(Alert::name).collect(toCollection(TreeSet::new));
  }

  static Stream<Document> runbooks() throws IOException {
    return pages().stream()
        .map(name -> {
          try {
            return Document.read(FOLDER + "/" + name + ".md");
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  private static Set<String> pages() throws IOException {
    try (Stream<Path> files = Files.list(Document.ROOT.resolve(FOLDER))) {
      return files
          .map(file -> file.getFileName().toString().replaceFirst("\\.md$", ""))
          .filter(name -> !name.equals("README"))
          .collect(toCollection(TreeSet::new));
    }
  }

  @Test
  void eachAlertHasOne() throws IOException {
    assertThat(pages()).isEqualTo(alerts());
  }

  @Test
  void theIndexHasEach() throws IOException {
    Set<String> listed = new TreeSet<>();
    for (List<String> row : Document.read(FOLDER + "/README.md").rows("alert | severity")) {
      String name = row.getFirst().replaceFirst("^\\[([A-Za-z]+)]\\(\\1\\.md\\)$", "$1");
      listed.add(name + " " + row.get(1));
    }
    assertThat(listed)
        .isEqualTo(
            Monitoring.alerts().stream()
                .map(alert -> alert.name() + " " + alert.labels().get("severity"))
                .collect(toCollection(TreeSet::new)));
  }

  @Test
  void thePageOnMonitoringHasEachWithItsThreshold() throws IOException {
    String rules =
        Files.readString(Document.ROOT.resolve("helm/stripe-connector/files/alerts.yaml"));
    Set<String> listed = new TreeSet<>();
    Set<String> thresholds = new TreeSet<>();
    for (List<String> row : Document.read("docs/monitoring.md").rows("alert | fires")) {
      String name = row.getFirst().replaceFirst("^\\[([A-Za-z]+)]\\(runbooks/\\1\\.md\\)$", "$1");
      listed.add(name);
      String rule = rules.substring(rules.indexOf("alert: " + name));
      String own = rule.split("- alert: ", 2)[0].substring("alert: ".length());
      for (String code : Document.codeOf(row.get(2))) {
        String threshold = code.replaceFirst(":.*", "");
        assertThat(own).as(name).contains("${" + threshold + "}");
        thresholds.add(code);
      }
    }
    assertThat(listed).isEqualTo(alerts());
    assertThat(thresholds).isEqualTo(defaults());
  }

  private static Set<String> defaults() throws IOException {
    Set<String> defaults = new TreeSet<>();
    value("prometheusRule.thresholds")
        .properties()
        .forEach(it -> defaults.add(it.getKey() + ": " + it.getValue().asText()));
    return defaults;
  }

  private static JsonNode value(String path) throws IOException {
    return YAML.readTree(Document.ROOT.resolve("helm/stripe-connector/values.yaml").toFile())
        .at("/" + path.replace('.', '/'));
  }

  @ParameterizedTest
  @MethodSource("runbooks")
  void eachIsWhole(Document runbook) {
    assertThat(runbook.text())
        .startsWith("# " + runbook.file().getFileName().toString().replace(".md", "\n"))
        .contains("**What your customers notice**: ", "\n## Look\n", "\n## Mend\n")
        .contains("\n## Escalate\n");
    assertThat(runbook.blocks()).extracting(Document.Block::language).contains("sh", "promql");
  }

  @ParameterizedTest
  @MethodSource("runbooks")
  void itsQueriesAskForWhatIsThere(Document runbook) throws IOException {
    Set<String> asked = new TreeSet<>();
    runbook.blocks().stream()
        .filter(block -> block.language().equals("promql"))
        .forEach(block -> asked.addAll(Monitoring.metrics(block.text())));

    assertThat(Monitoring.metrics()).containsAll(asked);
  }

  @ParameterizedTest
  @MethodSource("runbooks")
  void itsConditionsAndReasonsAreThere(Document runbook) throws IOException {
    Set<String> known = new TreeSet<>(CONDITIONS);
    known.addAll(OTHERS);
    Document.read("docs/kubernetes.md").rows("reason of").stream()
        .flatMap(row -> Document.codeOf(row.getFirst()).stream())
        .forEach(known::add);

    assertThat(runbook.code().stream().filter(code -> NAME.matcher(code).matches()))
        .allSatisfy(name -> assertThat(known).contains(name));
  }

  @ParameterizedTest
  @MethodSource("runbooks")
  void itsFieldsAndValuesAreThere(Document runbook) throws IOException {
    for (String code : runbook.code()) {
      var field = FIELD.matcher(code);
      if (field.matches()) {
        assertThat(field(field.group(1) + field.group(2))).as(code).isTrue();
      } else if (VALUE.matcher(code).matches()) {
        String path = code.startsWith("resources.") ? "resources" : code;
        assertThat(value(path).isMissingNode()).as(code).isFalse();
      }
    }
  }

  private static boolean field(String path) {
    Class<? extends CustomResource<?, ?>> kind = StripeConnector.class;
    JsonNode schema = CrdFiles.schema(kind);
    for (String name : path.split("\\.", -1)) {
      schema = schema.path("properties").path(name);
    }
    return !schema.isMissingNode();
  }
}
