package io.tajo.stripe.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.tajo.stripe.docs.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A workflow of GitHub Actions. */
record Workflow(String name, String text, JsonNode content) {
  private static final Path FOLDER = Document.ROOT.resolve(".github/workflows");

  static List<Workflow> all() throws IOException {
    List<Workflow> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.sorted().toList()) {
        String text = Files.readString(file);
        all.add(new Workflow(file.getFileName().toString(), text, new YAMLMapper().readTree(text)));
      }
    }
    return all;
  }

  Stream<JsonNode> jobs() {
    return content.path("jobs").valueStream();
  }

  static Stream<JsonNode> steps(JsonNode job) {
    return job.path("steps").valueStream();
  }

  /** The scripts of all steps. */
  Stream<String> scripts() {
    return jobs()
        .flatMap(Workflow::steps)
        .map(step -> step.path("run").asText(""))
        .filter(it -> !it.isEmpty());
  }

  @Override
  public String toString() {
    return name;
  }
}
