package io.tajo.stripe.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tajo.stripe.chart.Installed;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real Prometheus that reads processes of this machine, each second. */
final class Prometheus implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process process;
  private final String base;
  private final File log;

  private Prometheus(Process process, String base, File log) {
    this.process = process;
    this.base = base;
    this.log = log;
  }

  /**
   * Starts one.
   *
   * @param directory an empty one
   * @param configuration what it reads, and by which rules
   */
  static Prometheus start(Installed installed, Path directory, String configuration)
      throws IOException {
    Path file = Files.writeString(directory.resolve("prometheus.yml"), configuration);
    File log = directory.resolve("log").toFile();
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Process process =
        new ProcessBuilder(
                installed.program().toString(),
                "--config.file=" + file,
                "--storage.tsdb.path=" + directory.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    return new Prometheus(process, "http://127.0.0.1:" + port, log);
  }

  /** What a query returns now; nothing where Prometheus is still starting. */
  JsonNode query(String expression) throws IOException, InterruptedException {
    return get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
        .path("result");
  }

  /** The groups of rules, with how their evaluation went. */
  JsonNode rules() throws IOException, InterruptedException {
    return get("/api/v1/rules").path("groups");
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(base + path)).build();
    try {
      var answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() == 503) {
        return JSON.missingNode();
      }
      assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
      return JSON.readTree(answer.body()).path("data");
    } catch (ConnectException e) {
      assertThat(process.isAlive()).as(() -> read(log)).isTrue();
      return JSON.missingNode();
    }
  }

  private static String read(File file) {
    try {
      return Files.readString(file.toPath());
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
