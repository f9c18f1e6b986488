package io.tajo.stripe.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.tajo.stripe.api.Manifest;
import io.tajo.stripe.api.ManifestException;
import io.tajo.stripe.api.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The documents of one file, or of a piece of text. */
public record Example(Path file, List<JsonNode> documents) {
  static final Path DIRECTORY = Path.of("").toAbsolutePath().getParent().resolve("examples");
  private static final YAMLMapper YAML = new YAMLMapper();

  static Example read(Path file) throws IOException {
    try (var values = YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
      return new Example(file, values.readAll().stream().filter(JsonNode::isObject).toList());
    }
  }

  /** The documents of a text that stands in a file. */
  public static Example parse(Path file, String text) throws IOException {
    try (var values = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
      return new Example(file, values.readAll().stream().filter(JsonNode::isObject).toList());
    }
  }

  /** Every YAML file but those with the environment's keys, which are not for a cluster. */
  static Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(DIRECTORY)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.endsWith("local.yaml"))
          .sorted()
          .toList()
          .stream();
    }
  }

  /** Those of a kind. */
  public List<JsonNode> all(String kind) {
    return documents.stream().filter(json -> json.path("kind").asText().equals(kind)).toList();
  }

  /** Reads a connector as {@code local -f} does, with stand-ins for Secrets that others make. */
  public Manifest connector(String name) throws IOException, ManifestException {
    List<JsonNode> all = new ArrayList<>(documents);
    for (JsonNode connector : all("StripeConnector")) {
      if (connector.at("/metadata/name").asText().equals(name)) {
        all.addAll(missingSecrets(connector));
      }
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode document : all) {
      text.append(YAML.writeValueAsString(document));
    }
    return new Manifests(Clock.systemUTC(), Map.of(), mapping -> Map.of())
        .read(text.toString(), Optional.of(name));
  }

  private List<JsonNode> missingSecrets(JsonNode connector) {
    Map<String, TreeSet<String>> keys = new TreeMap<>();
    for (JsonNode parent : connector.findParents("key")) {
      keys.computeIfAbsent(parent.path("name").asText(), n -> new TreeSet<>())
          .add(parent.path("key").asText());
    }
    all("Secret").forEach(secret -> keys.remove(secret.at("/metadata/name").asText()));
    List<JsonNode> secrets = new ArrayList<>();
    keys.forEach((secret, names) -> {
      ObjectNode json = YAML.createObjectNode().put("apiVersion", "v1").put("kind", "Secret");
      ObjectNode metadata = json.putObject("metadata").put("name", secret);
      JsonNode namespace = connector.at("/metadata/namespace");
      if (!namespace.isMissingNode()) {
        metadata.set("namespace", namespace);
      }
      ObjectNode values = json.putObject("stringData");
      names.forEach(key -> values.put(key, standIn(key)));
      secrets.add(json);
    });
    return secrets;
  }

  private static String standIn(String key) {
    return switch (key) {
      case "stripe-secret-key" -> "rk_test_1";
      case "brevo-api-key" -> "xkeysib-1";
      case "stripe-webhook-secret" -> "whsec_1";
      case "url" -> "postgresql://user:password@host:5432/database";
      default -> throw new IllegalArgumentException("no stand-in for " + key);
    };
  }
}
