package io.tajo.stripe.contact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tajo.stripe.docs.Document;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The formats that docs/mapping.md shows are those that are written. */
class DocumentedFormatsTest {
  private static List<List<String>> rows(String heading) throws IOException {
    return Document.read("docs/mapping.md").rows(heading);
  }

  static List<List<String>> values() throws IOException {
    return rows("value | into");
  }

  @ParameterizedTest
  @MethodSource("values")
  void eachValueIsWrittenSo(List<String> row) {
    String[] type = row.get(1).split(" with ", -1);
    List<String> options = type.length == 1 ? List.of() : List.of(type[1].split(", ", -1));

    String written =
        Conversion.to(AttributeType.of(type[0], options), row.getFirst())
            .map(JsonNode::toString)
            .map(json -> "`" + json + "`")
            .orElse("left out");

    assertThat(row.get(2)).isEqualTo(written);
  }

  static List<List<String>> numbers() throws IOException {
    return rows("in Stripe | in SMS");
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void eachNumberIsWrittenSo(List<String> row) {
    assertThat(row.get(1))
        .isEqualTo(
            PhoneNumber.normalise(Document.codeOf(row.getFirst()).getFirst())
                .map(number -> "`" + number + "`")
                .orElse("left out"));
  }

  @Test
  void theDefaultMappingIsSo() throws IOException {
    Map<String, String> documented = new TreeMap<>();
    for (List<String> row : rows("source | attribute")) {
      documented.put(Document.codeOf(row.getFirst()).getFirst(), row.get(1));
    }
    Map<String, String> standard = new TreeMap<>();
    Mapping.standard("", MetadataKeys.NONE)
        .targets()
        .forEach(target -> standard.put(target.source().name(), target.attribute()));

    assertThat(documented).isEqualTo(standard);
  }
}
