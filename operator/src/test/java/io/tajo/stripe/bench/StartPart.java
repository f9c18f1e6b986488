package io.tajo.stripe.bench;

import io.tajo.stripe.sandbox.BrevoOptions;
import io.tajo.stripe.sandbox.BrevoSandbox;
import io.tajo.stripe.sandbox.Sandbox;
import io.tajo.stripe.sandbox.SandboxOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How soon a receiver is ready, and how much memory it takes with nothing to do: the packaged jar
 * in a process of its own, on one core where {@code taskset} can see to that.
 */
final class StartPart implements Part {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final Path TASKSET = Path.of("/usr/bin/taskset");
  private static final Path SECRET = Path.of("signing-secret");

  /** What the chart starts receivers with, too. */
  private static final List<String> FLAGS =
      List.of(System.getProperty("benchmark.flags", "").strip().split("\\s+", 0));

  private static final int STARTS = 3;
  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final double KIBI_PER_MEBI = 1024;

  /** Seconds; MiB. */
  private record Start(double ready, double resident, double peak) {}

  @Override
  public List<Figure> measure(Site site) throws Exception {
    BrevoSandbox brevo = new BrevoSandbox(BrevoOptions.builder().build(), InstantSource.system());
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.of(Trial.live(50, 1), brevo))) {
      Trial trial = new Trial(sandbox, "start", "[customers, payments]", 100);
      start(site, trial, Duration.ZERO); // Makes the schema.
      List<Start> starts = new ArrayList<>();
      for (int i = 0; i < STARTS; i++) {
        starts.add(start(site, trial, i == 0 ? IDLE : Duration.ZERO));
      }
      Start idle = starts.getFirst();
      double ready = starts.stream().mapToDouble(Start::ready).max().orElseThrow();
      String made = "java %s -jar".formatted(String.join(" ", FLAGS));
      return List.of(
          Figure.atMost(
              3,
              "Receiver: seconds from its start until it is ready",
              ready,
              "the slowest of %d, %s; %s".formatted(STARTS, cores(), made)),
          Figure.atMost(
              200,
              "Receiver with nothing to do: resident size, MiB",
              idle.resident(),
              "after %d s; peak %.0f MiB".formatted(IDLE.toSeconds(), idle.peak())));
    }
  }

  private static String cores() {
    return Files.isExecutable(TASKSET) ? "one core" : "all cores: there is no taskset";
  }

  private static Start start(Site site, Trial trial, Duration idle)
      throws IOException, InterruptedException {
    Path log = site.directory().resolve("receiver.log");
    int health = freePort();
    ProcessBuilder builder =
        new ProcessBuilder(command(site, trial, health))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(trial.environment());
    long start = System.nanoTime();
    Process process = builder.start();
    try {
      awaitReady(process, health, log);
      double ready = (System.nanoTime() - start) / 1e9;
      Thread.sleep(idle);
      Start result = new Start(ready, mebi(process, "VmRSS"), mebi(process, "VmHWM"));
      System.out.printf(
          "  ready after %.2f s; resident %.0f MiB, at most %.0f MiB%n",
          result.ready(), result.resident(), result.peak());
      return result;
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  private static List<String> command(Site site, Trial trial, int health) throws IOException {
    Path manifest = site.directory().resolve(trial.name() + ".yaml");
    Files.writeString(manifest, trial.manifest());
    Path secret = site.directory().resolve(SECRET);
    Files.writeString(secret, Reception.SECRET);
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(TASKSET)) {
      command.addAll(List.of(TASKSET.toString(), "-c", "0"));
    }
    command.add(JAVA.toString());
    FLAGS.stream().filter(flag -> !flag.isEmpty()).forEach(command::add);
    command.addAll(
        List.of(
            "-jar",
            System.getProperty("benchmark.jar", "target/stripe-connector.jar"),
            "receiver",
            "-f",
            manifest.toString(),
            "--database",
            site.databaseUrl(),
            "--port",
            "0",
            "--health-port",
            Integer.toString(health),
            "--signing-secrets",
            secret.toString()));
    return command;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void awaitReady(Process process, int health, Path log)
      throws IOException, InterruptedException {
    HttpRequest ready =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + health + "/readyz")).build();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (!answers200(client, ready)) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          throw new IllegalStateException("no receiver: " + Files.readString(log));
        }
        Thread.sleep(Duration.ofMillis(10));
      }
    }
  }

  private static boolean answers200(HttpClient client, HttpRequest request)
      throws InterruptedException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false; // It does not listen yet.
    }
  }

  private static double mebi(Process process, String line) throws IOException {
    return Pattern.compile(line + ":\\s+(\\d+) kB")
            .matcher(Files.readString(Path.of("/proc", Long.toString(process.pid()), "status")))
            .results()
            .mapToLong(found -> Long.parseLong(found.group(1)))
            .max()
            .orElseThrow()
        / KIBI_PER_MEBI;
  }
}
