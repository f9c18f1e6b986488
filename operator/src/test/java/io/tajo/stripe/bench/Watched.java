package io.tajo.stripe.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The packaged jar in a process of its own. Every few seconds it is made to collect its garbage and
 * asked for what lives; the histogram of the moment when that was most stands beside its log.
 */
final class Watched {
  static final String HEAP = "256m";

  private static final long SAMPLE_MILLIS = 3_000;
  private static final long LOOK_MILLIS = 200;
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin");
  private static final Pattern RESIDENT = Pattern.compile("VmHWM:\\s+(\\d+) kB");
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

  private final Process process;
  private final Path log;
  private long liveHeap;
  private long resident;

  private Watched(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static Watched start(Map<String, String> environment, Path log, List<String> arguments)
      throws IOException {
    return start(environment, log, List.of("-Xmx" + HEAP), arguments);
  }

  static Watched start(
      Map<String, String> environment, Path log, List<String> flags, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(JAVA.resolve("java").toString()));
    command.addAll(flags);
    command.addAll(
        List.of("-jar", System.getProperty("benchmark.jar", "target/stripe-connector.jar")));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    return new Watched(builder.start(), log);
  }

  /**
   * Returns when it has ended.
   *
   * @throws IllegalStateException if it failed
   */
  void watchToItsEnd() throws IOException, InterruptedException {
    long next = System.currentTimeMillis() + SAMPLE_MILLIS;
    while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      lookAtResident();
      if (System.currentTimeMillis() >= next) {
        lookAtHeap();
        next = System.currentTimeMillis() + SAMPLE_MILLIS;
      }
    }
    if (process.exitValue() != 0) {
      throw new IllegalStateException("it failed: " + Files.readString(log));
    }
  }

  /** Looks at it once more. */
  void look() throws IOException, InterruptedException {
    if (!process.isAlive()) {
      throw new IllegalStateException("it ended: " + Files.readString(log));
    }
    lookAtHeap();
    lookAtResident();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Where it prints. */
  Path log() {
    return log;
  }

  /** Seconds of a processor that it has used. */
  double work() {
    return process.info().totalCpuDuration().map(Duration::toMillis).orElse(0L) / 1e3;
  }

  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
    }
  }

  private void lookAtResident() {
    try {
      RESIDENT
          .matcher(Files.readString(Path.of("/proc", Long.toString(process.pid()), "status")))
          .results()
          .map(found -> Long.parseLong(found.group(1)) * 1024)
          .forEach(bytes -> resident = Math.max(resident, bytes));
    } catch (IOException e) {
      // It has just ended; the last look counts.
    }
  }

  /** A histogram is of what lives after a full collection. */
  private void lookAtHeap() throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                JAVA.resolve("jcmd").toString(), Long.toString(process.pid()), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String histogram = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    jcmd.waitFor();
    List<MatchResult> totals = TOTAL.matcher(histogram).results().toList();
    if (!totals.isEmpty()) {
      long bytes = Long.parseLong(totals.getFirst().group(1));
      if (bytes > liveHeap) {
        liveHeap = bytes;
        Files.writeString(Path.of(log + ".histogram"), histogram);
      }
    }
  }

  /** The most bytes that lived after a collection. */
  long liveHeap() {
    return liveHeap;
  }

  /** The most bytes that were resident. */
  long resident() {
    return resident;
  }
}
