package io.tajo.stripe.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.CustomResource;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.api.StripeSync;
import io.tajo.stripe.crd.CrdFiles;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of fields and columns, and the definitions, have the same ones. */
class FieldsTest {
  /** References to Secrets, of which the text says what is in them. */
  private static final List<String> AS_A_WHOLE =
      List.of("secretKey", "apiKey", "clientId", "clientSecret", "url");

  @Test
  void theReferenceHasEveryFieldOfASpec() throws IOException {
    Document reference = Document.read("docs/manifest.md");
    Set<String> documented = new TreeSet<>();
    for (List<String> row : reference.rows("field | meaning")) {
      documented.addAll(paths(row.getFirst()));
    }

    Set<String> defined = new TreeSet<>();
    leaves(spec(StripeConnector.class), "", defined);
    leaves(spec(StripeSync.class), "", defined);
    assertThat(documented).isEqualTo(defined);
  }

  /** `a.b`, `.c` is a.b and a.c. */
  private static List<String> paths(String cell) {
    List<String> codes = Document.codeOf(cell);
    String first = codes.getFirst();
    String parent = first.contains(".") ? first.substring(0, first.lastIndexOf('.')) : "";
    return codes.stream().map(code -> code.startsWith(".") ? parent + code : code).toList();
  }

  private static void leaves(JsonNode schema, String path, Set<String> leaves) {
    JsonNode fields = schema.path("properties");
    String name = path.substring(path.lastIndexOf('.') + 1);
    if (AS_A_WHOLE.contains(name) || fields.isEmpty()) { // A list's items are in the text beside.
      leaves.add(path);
      return;
    }
    fields
        .properties()
        .forEach(field ->
            leaves(
                field.getValue(),
                path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                leaves));
  }

  private static JsonNode spec(Class<? extends CustomResource<?, ?>> kind) {
    return CrdFiles.schema(kind).at("/properties/spec");
  }

  @Test
  void theTablesHaveEveryFieldOfAStatus() throws IOException {
    Document document = Document.read("docs/kubernetes.md");

    assertThat(fields(document, "field of a connector's"))
        .isEqualTo(names(CrdFiles.schema(StripeConnector.class)));
    assertThat(fields(document, "field of a run's"))
        .isEqualTo(names(CrdFiles.schema(StripeSync.class)));
  }

  private static Set<String> fields(Document document, String heading) {
    Set<String> fields = new TreeSet<>();
    document.rows(heading).forEach(row -> fields.addAll(Document.codeOf(row.getFirst())));
    return fields;
  }

  private static Set<String> names(JsonNode schema) {
    Set<String> names = new TreeSet<>();
    schema.at("/properties/status/properties").fieldNames().forEachRemaining(names::add);
    return names;
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
