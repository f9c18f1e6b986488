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
import java.util.Comparator;
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

  /** Little memory, and code that is compiled soon instead of well: storing waits for the disk. */
  private static final List<String> FLAGS =
      List.of("-XX:+UseSerialGC", "-Xmx128m", "-XX:TieredStopAtLevel=1");

  private static final int STARTS = 3;
  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final double KIBI_PER_MEBI = 1024;

  /**
   * One start.
   *
   * @param ready seconds until it was
   * @param work seconds of a core that it had used by then
   * @param resident MiB
   * @param peak MiB
   */
  private record Start(double ready, double work, double resident, double peak) {}

  @Override
  public List<Figure> measure(Site site) throws Exception {
    BrevoSandbox brevo = new BrevoSandbox(BrevoOptions.builder().build(), InstantSource.system());
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.of(Trial.live(50, 1), brevo))) {
      Trial trial = new Trial(sandbox, "start", "[customers, payments]", 100);
      Path cache = site.directory().resolve("receiver.aot");
      start(site, trial, "-XX:AOTCacheOutput=" + cache, Duration.ZERO); // Makes the schema too.
      List<Start> starts = new ArrayList<>();
      for (int i = 0; i < STARTS; i++) {
        starts.add(start(site, trial, "-XX:AOTCache=" + cache, i == 0 ? IDLE : Duration.ZERO));
      }
      Start idle = starts.getFirst();
      Start soonest = starts.stream().min(Comparator.comparingDouble(Start::ready)).orElseThrow();
      String made = String.join(" ", FLAGS) + " and a cache of its classes (JEP 514)";
      return List.of(
          Figure.atMost(
              3,
              "Receiver: seconds from its start until it is ready",
              soonest.ready(),
              "the best of %d on %s, %.1f s of it work; %s"
                  .formatted(STARTS, cores(), soonest.work(), made)),
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

  private static Start start(Site site, Trial trial, String cache, Duration idle)
      throws IOException, InterruptedException {
    Path log = site.directory().resolve("receiver.log");
    int health = freePort();
    ProcessBuilder builder =
        new ProcessBuilder(command(site, trial, cache, health))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(trial.environment());
    long start = System.nanoTime();
    Process process = builder.start();
    try {
      awaitReady(process, health, log);
      double ready = (System.nanoTime() - start) / 1e9;
      double work = process.info().totalCpuDuration().map(Duration::toMillis).orElse(0L) / 1e3;
      Thread.sleep(idle);
      Start result = new Start(ready, work, mebi(process, "VmRSS"), mebi(process, "VmHWM"));
      System.out.printf(
          "  ready after %.2f s, %.2f s of work; resident %.0f MiB, at most %.0f MiB%n",
          result.ready(), result.work(), result.resident(), result.peak());
      return result;
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  private static List<String> command(Site site, Trial trial, String cache, int health)
      throws IOException {
    Path manifest = site.directory().resolve(trial.name() + ".yaml");
    Files.writeString(manifest, trial.manifest());
    Path secret = site.directory().resolve(SECRET);
    Files.writeString(secret, Reception.SECRET);
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(TASKSET)) {
      command.addAll(List.of(TASKSET.toString(), "-c", "0"));
    }
    command.add(JAVA.toString());
    command.addAll(FLAGS);
    command.add(cache);
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
