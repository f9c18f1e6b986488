package io.tajo.stripe.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.client.CustomResource;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.api.StripeSync;
import io.tajo.stripe.crd.CrdFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fields and columns that the documents name are in the definitions. */
class FieldsTest {
  /** Names as the definitions, the chart and the connector's configuration file have them. */
  private static final Pattern PATH = Pattern.compile("[a-z]\\w*(\\[])?(\\.\\w+(\\[])?)+");

  /** Of the configuration file that docs/moving-in.md is about, and names of files. */
  private static final Set<String> ELSEWHERE =
      Set.of("sync.customers", "lists.all_customers", "connectors.stripe", "rewrite.yaml");

  private static final Set<String> TOP = Set.of("spec", "status");

  /** Every path in running text that begins as a field does. */
  static Stream<String> paths() throws IOException {
    Set<String> first = new TreeSet<>(TOP);
    defined().forEach(path -> first.add(path.replaceFirst("[.\\[].*", "")));
    return Document.all().stream()
        .flatMap(document -> document.code().stream())
        .map(code -> code.replaceFirst("(: .*)|( .*)", ""))
        .filter(code -> PATH.matcher(code).matches())
        .filter(code -> first.contains(code.replaceFirst("[.\\[].*", "")))
        .filter(code -> !ELSEWHERE.contains(code))
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("paths")
  void theFieldIsThere(String path) throws IOException {
    assertThat(defined()).contains(path.replaceFirst("^(spec|status)\\.", ""));
  }

  private static Set<String> defined() throws IOException {
    Set<String> defined = new TreeSet<>();
    for (var kind : List.of(StripeConnector.class, StripeSync.class)) {
      JsonNode properties = CrdFiles.schema(kind).path("properties");
      add(properties.path("spec"), "", defined);
      add(properties.path("status"), "", defined);
    }
    try (InputStream values =
        Files.newInputStream(Document.ROOT.resolve("helm/stripe-connector/values.yaml"))) {
      values(new YAMLMapper().readTree(values), "", defined);
    }
    return defined;
  }

  private static void add(JsonNode schema, String path, Set<String> defined) {
    schema
        .path("properties")
        .properties()
        .forEach(field -> {
          String name = path + field.getKey();
          defined.add(name);
          add(field.getValue(), name + ".", defined);
          add(field.getValue().path("items"), name + "[].", defined);
        });
  }

  private static void values(JsonNode node, String path, Set<String> defined) {
    node.properties()
        .forEach(field -> {
          defined.add(path + field.getKey());
          values(field.getValue(), path + field.getKey() + ".", defined);
        });
  }

  @Test
  void fieldsOfAllKindsAreFound() throws IOException {
    assertThat(paths())
        .contains("stripe.requestsPerSecond", "spec.webhook.registration", "contacts.skipped")
        .contains("image.repository", "status.leftOut");
  }

  @Test
  void theTableHasEveryColumnOfKubectl() throws IOException {
    List<List<String>> rows = Document.read("docs/kubernetes.md").rows("column of connectors");

    assertThat(columns(rows, 0)).isEqualTo(columns(StripeConnector.class));
    assertThat(columns(rows, 2)).isEqualTo(columns(StripeSync.class));
  }

  private static Set<String> columns(List<List<String>> rows, int cell) {
    Set<String> columns = new TreeSet<>();
    rows.stream()
        .flatMap(row -> Document.codeOf(row.get(cell)).stream())
        .filter(code -> code.equals(code.toUpperCase(Locale.ROOT)))
        .forEach(columns::add);
    return columns;
  }

  private static Set<String> columns(Class<? extends CustomResource<?, ?>> kind) {
    JsonNode version = CrdFiles.definition(kind).at("/spec/versions/0");
    Set<String> columns = new TreeSet<>();
    Stream.of(version.path("additionalPrinterColumns"))
        .flatMap(found -> found.valueStream())
        .forEach(column -> columns.add(column.path("name").asText().toUpperCase(Locale.ROOT)));
    return columns;
  }
}
