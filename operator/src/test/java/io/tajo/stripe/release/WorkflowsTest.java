package io.tajo.stripe.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.tajo.stripe.docs.Document;
import io.tajo.stripe.docs.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The workflows run elsewhere: here they are held to their syntax, to actions by commit, to the
 * least rights, and to commands that the documents have.
 */
class WorkflowsTest {
  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{ ([^}]+) }}");
  private static final Pattern USES = Pattern.compile("(?m)uses: (\\S+)(.*)$");
  private static final Set<String> OURS = Set.of("./mvnw", "kind", "helm", ".ci/run");

  /** What GitHub itself knows. */
  private static final Set<String> GIVEN =
      Set.of(
          "github.ref",
          "github.actor",
          "github.repository_owner",
          "github.event_name == 'pull_request'",
          "secrets.GITHUB_TOKEN");

  static List<Workflow> workflows() throws IOException {
    return Workflow.all();
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void isAWorkflow(Workflow workflow) throws IOException {
    assertThat(problems(workflow.content())).isEmpty();
  }

  private static List<String> problems(JsonNode content) throws IOException {
    try (InputStream file =
        Objects.requireNonNull(WorkflowsTest.class.getResourceAsStream("workflow.schema.json"))) {
      Schema schema =
          SchemaRegistry.withDialect(Dialects.getDraft202012(), builder -> {}).getSchema(file);
      return schema.validate(content).stream().map(Object::toString).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void everyActionIsACommitAndSaysItsVersion(Workflow workflow) {
    assertThat(USES.matcher(workflow.text()).results())
        .isNotEmpty()
        .allSatisfy(found -> assertThat(found.group(2)).matches(" # v\\d+\\.\\d+\\.\\d+"));
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void checkoutsKeepNoCredentials(Workflow workflow) {
    assertThat(
            workflow
                .jobs()
                .flatMap(Workflow::steps)
                .filter(step -> step.path("uses").asText().startsWith("actions/checkout@")))
        .isNotEmpty()
        .allSatisfy(step ->
            assertThat(
                    step.at("/with/persist-credentials").isBoolean()
                        && !step.at("/with/persist-credentials").asBoolean())
                .isTrue());
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void everyExpressionHasItsValue(Workflow workflow) {
    JsonNode jobs = workflow.content().path("jobs");
    Set<String> global = new TreeSet<>(GIVEN);
    jobs.properties()
        .forEach(job ->
            job.getValue()
                .path("outputs")
                .fieldNames()
                .forEachRemaining(
                    output -> global.add("needs.%s.outputs.%s".formatted(job.getKey(), output))));
    for (JsonNode job : jobs) {
      Set<String> known = new TreeSet<>(global);
      known.addAll(matrix(job));
      known.addAll(outputs(job));
      job.path("needs").forEach(name -> assertThat(jobs.has(name.asText())).isTrue());
      assertThat(known).containsAll(expressions(job.toString()));
    }
  }

  private static List<String> expressions(String text) {
    return EXPRESSION.matcher(text).results().map(found -> found.group(1)).toList();
  }

  private static Set<String> matrix(JsonNode job) {
    Set<String> keys = new TreeSet<>();
    JsonNode matrix = job.at("/strategy/matrix");
    matrix.fieldNames().forEachRemaining(key -> keys.add("matrix." + key));
    matrix
        .path("include")
        .forEach(row -> row.fieldNames().forEachRemaining(key -> keys.add("matrix." + key)));
    return keys;
  }

  /** What steps leave in {@code $GITHUB_OUTPUT}. */
  private static Set<String> outputs(JsonNode job) {
    Pattern left = Pattern.compile("echo \"(\\w+)=.*>> \"\\$GITHUB_OUTPUT\"");
    Set<String> outputs = new TreeSet<>();
    Workflow.steps(job)
        .filter(step -> step.has("id"))
        .forEach(step ->
            left.matcher(step.path("run").asText())
                .results()
                .map((MatchResult found) -> found.group(1))
                .forEach(name ->
                    outputs.add("steps.%s.outputs.%s".formatted(step.path("id").asText(), name))));
    return outputs;
  }

  static Stream<List<String>> commands() throws IOException {
    return Workflow.all().stream()
        .flatMap(Workflow::scripts)
        .flatMap(script -> Shell.commands(script + "\n").stream())
        .filter(words -> OURS.contains(words.getFirst()))
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandStandsInTheDocuments(List<String> words) throws IOException {
    List<List<String>> documented = new ArrayList<>(List.of(List.of(".ci/run")));
    Document.blocks("sh")
        .flatMap(block -> Shell.commands(block.text()).stream())
        .map(WorkflowsTest::shape)
        .forEach(documented::add);

    assertThat(documented).contains(shape(words));
  }

  /** Without what differs from one registry, version and file to another. */
  private static List<String> shape(List<String> words) {
    return words.stream()
        .map(word -> word.replaceFirst("^(-D(?:kubeconfig|image|jib\\.to\\.image))=.*", "$1"))
        .map(word -> word.replaceFirst("^oci://.*", "oci://"))
        .map(word -> word.replaceFirst("stripe-connector-(.*)\\.tgz$", "stripe-connector.tgz"))
        .toList();
  }

  /** The oldest and the newest Kubernetes are those that the chart and the documents name. */
  @Test
  void theSupportedKubernetesAreTested() throws IOException {
    Workflow ci =
        workflows().stream().filter(it -> it.name().equals("ci.yml")).findFirst().orElseThrow();
    List<JsonNode> rows =
        ci.content().at("/jobs/cluster/strategy/matrix/include").valueStream().toList();

    assertThat(rows).hasSize(2);
    for (JsonNode row : rows) {
      assertThat(row.path("node").asText())
          .matches(
              "kindest/node:v" + row.path("kubernetes").asText() + "\\.\\d+@sha256:[0-9a-f]{64}");
    }
    String oldest = rows.getFirst().path("kubernetes").asText();
    String newest = rows.getLast().path("kubernetes").asText();
    assertThat(Document.read("docs/upgrading.md").text())
        .contains("| Kubernetes | %s to %s;".formatted(oldest, newest));
    assertThat(Document.read("helm/stripe-connector/Chart.yaml").text())
        .contains("kubeVersion: \">=%s.0-0\"".formatted(oldest));
  }

  @Test
  void whatIsWrongIsFound() throws IOException {
    JsonNode wrong = workflows().getFirst().content().deepCopy();
    ((com.fasterxml.jackson.databind.node.ObjectNode) wrong.at("/jobs/test")).put("runs_on", "x");

    assertThat(problems(wrong)).isNotEmpty();
    assertThat(commands()).anyMatch(words -> words.contains("jib:build"));
    assertThat(expressions("${{ matrix.kind }}")).containsExactly("matrix.kind");
  }
}
