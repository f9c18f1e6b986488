package io.tajo.stripe.crd;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.client.CustomResource;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.api.StripeSync;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The CustomResourceDefinitions, made from the classes of the room {@code api}: what fabric8's
 * generator makes of the annotations, with what it has no annotation for.
 */
public final class CrdFiles {
  /** Where the files are: {@code crds} beside the modules. */
  public static final Path FOLDER = Path.of("").toAbsolutePath().getParent().resolve("crds");

  /** Their copies, since a chart holds all that it installs. */
  static final Path OF_THE_CHART =
      FOLDER.resolveSibling("helm").resolve("stripe-connector").resolve("files").resolve("crds");

  static final String COMMAND = "./mvnw -B -pl operator test -Dtest=CrdFilesTest -Dcrds.write";

  private static final List<Class<? extends CustomResource<?, ?>>> KINDS =
      List.of(StripeConnector.class, StripeSync.class);

  private static final YAMLMapper YAML =
      new YAMLMapper(
          YAMLFactory.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
              .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
              .build());

  private CrdFiles() {}

  /** The definition of a kind. */
  public static ObjectNode definition(Class<? extends CustomResource<?, ?>> kind) {
    Output output = new Output();
    new CRDGenerator().customResourceClasses(kind).withOutput(output).generate();
    try {
      ObjectNode definition = (ObjectNode) YAML.readTree(output.bytes.toByteArray());
      new SchemaDetails(kind).complete(definition);
      return definition;
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The schema of a kind's only version. */
  public static ObjectNode schema(Class<? extends CustomResource<?, ?>> kind) {
    return (ObjectNode) definition(kind).at("/spec/versions/0/schema/openAPIV3Schema");
  }

  /** File names and contents, as they should be. */
  static Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    for (Class<? extends CustomResource<?, ?>> kind : KINDS) {
      ObjectNode definition = definition(kind);
      files.put(
          definition.at("/metadata/name").textValue() + ".yaml",
          "# Made from the classes of io.tajo.stripe.api; to make it again:\n# "
              + COMMAND
              + "\n"
              + text(definition));
    }
    return files;
  }

  static JsonNode read(String yaml) {
    try {
      return YAML.readTree(yaml);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String text(JsonNode node) {
    try {
      return YAML.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One definition, in memory. */
  private static final class Output implements CRDGenerator.CRDOutput<OutputStream> {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public OutputStream outputFor(String name) {
      return bytes;
    }

    @Override
    public void close() {}
  }
}
