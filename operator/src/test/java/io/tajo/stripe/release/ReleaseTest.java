package io.tajo.stripe.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.tajo.stripe.docs.Document;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Jar, image, chart and changelog are of one version. */
class ReleaseTest {
  private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");
  private static final Pattern IMAGE = Pattern.compile("library/stripe-connector:(\\d[\\w.]*)");

  private static String version() throws IOException {
    var found = VERSION.matcher(Files.readString(Document.ROOT.resolve("pom.xml")));
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  @Test
  void theChartIsOfTheSame() throws IOException {
    JsonNode chart =
        new YAMLMapper().readTree(Document.read("helm/stripe-connector/Chart.yaml").text());

    assertThat(chart.path("version").asText()).isEqualTo(version());
    assertThat(chart.path("appVersion").asText()).isEqualTo(version());
  }

  @Test
  void examplesNameTheSame() throws IOException {
    try (Stream<Path> files = Files.walk(Document.ROOT.resolve("examples"))) {
      for (Path file : files.filter(it -> it.toString().endsWith(".yaml")).toList()) {
        assertThat(IMAGE.matcher(Files.readString(file)).results().map(found -> found.group(1)))
            .as(file.toString())
            .allMatch(version()::equals);
      }
    }
  }

  @Test
  void theChangelogHasIt() throws Exception {
    assertThat(printed("version")).isEqualTo(version() + "\n");
    assertThat(printed("release-notes", version())).contains("###");
    assertThat(printed("release-notes", "99.0.0")).isEmpty();

    List<String> headings =
        Document.read("CHANGELOG.md").text().lines().filter(it -> it.startsWith("## ")).toList();
    assertThat(headings).first().isEqualTo("## [Unreleased]");
    assertThat(headings.subList(1, headings.size()))
        .isNotEmpty()
        .allMatch(heading -> heading.matches("## \\[\\d+\\.\\d+\\.\\d+] - \\d{4}-\\d\\d-\\d\\d"))
        .first()
        .asString()
        .startsWith("## [" + version() + "]");
  }

  private static String printed(String script, String... arguments) throws Exception {
    List<String> command =
        Stream.concat(
                Stream.of("sh", Document.ROOT.resolve(".ci/" + script).toString()),
                Stream.of(arguments))
            .toList();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return text;
  }
}
