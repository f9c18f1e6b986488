package io.tajo.stripe.controller.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.tajo.stripe.api.Json;
import io.tajo.stripe.api.SecretRef;
import io.tajo.stripe.api.StripeConnector;
import java.util.List;
import java.util.Map;

/**
 * The connector as its pods read it: without what only the operator needs, so that a new schedule
 * or another number of pods restarts none, and with the URL of the operator's own PostgreSQL.
 */
final class ConnectorDocument {
  static final String KEY = "connector.yaml";

  private static final YAMLMapper YAML =
      new YAMLMapper(
          YAMLFactory.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
              .build());
  private static final List<String> OF_THE_OPERATOR = List.of("expose", "replicas", "autoscaling");

  /** Where the endpoint is {@code Managed}, they say whose events come by it. */
  private static final List<String> OF_AN_ENDPOINT = List.of("registration", "host");

  private ConnectorDocument() {}

  /**
   * The object that pods mount.
   *
   * @param held whether it stands still as if it were suspended, whatever its spec says
   */
  static ConfigMap configMap(StripeConnector connector, boolean held) {
    Names names = Names.of(connector);
    return new ConfigMapBuilder()
        .withMetadata(Labels.metadata(names, names.document(), Labels.Component.RECEIVER))
        .withData(Map.of(KEY, text(connector, held)))
        .build();
  }

  static String text(StripeConnector connector, boolean held) {
    Names names = Names.of(connector);
    ObjectNode document = Json.MAPPER.createObjectNode();
    document.put("apiVersion", connector.getApiVersion()).put("kind", connector.getKind());
    document
        .putObject("metadata")
        .put("name", names.connector())
        .put("namespace", names.namespace());
    ObjectNode spec = Json.MAPPER.valueToTree(connector.getSpec());
    without(spec, "sync", List.of("schedule"));
    without(spec, "webhook", OF_THE_OPERATOR);
    if (!connector.getSpec().effective().managesEndpoint()) {
      without(spec, "webhook", OF_AN_ENDPOINT);
    }
    if (Store.isOwn(connector.getSpec())) {
      spec.putObject("store")
          .putObject("postgres")
          .set("url", Json.MAPPER.valueToTree(new SecretRef(names.database(), Store.URL)));
    }
    if (held) {
      spec.put("suspend", true);
    }
    document.set("spec", spec);
    try {
      return YAML.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a spec that was read cannot be written", e);
    }
  }

  private static void without(ObjectNode spec, String part, List<String> fields) {
    if (spec.get(part) instanceof ObjectNode object && object.remove(fields).isEmpty()) {
      spec.remove(part);
    }
  }
}
