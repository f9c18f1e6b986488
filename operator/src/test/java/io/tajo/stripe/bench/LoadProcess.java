package io.tajo.stripe.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;

/**
 * {@link WebhookLoad} in a process of its own, so that its heap and its collections are not the
 * receiver's. It runs at half of the rate first, until it is compiled.
 */
final class LoadProcess {
  private static final int CONNECTIONS = 64;
  private static final int WARM_SECONDS = 5;
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  private LoadProcess() {}

  /** Arguments: endpoint, secret, events a second, seconds, prefix of ids, file of the result. */
  public static void main(String[] args) throws Exception {
    URI endpoint = URI.create(args[0]);
    double rate = Double.parseDouble(args[2]);
    int seconds = Integer.parseInt(args[3]);
    load(endpoint, args[1], rate / 2, WARM_SECONDS).run(new SampleEvents(args[4] + "w"));
    WebhookLoad.Report report =
        load(endpoint, args[1], rate, seconds).run(new SampleEvents(args[4]));
    Files.write(Path.of(args[5]), report.taken().toByteArray());
    System.out.printf(
        "%d %.3f %d %d %d%n",
        report.events(),
        report.perSecond(),
        report.p50().toNanos(),
        report.p99().toNanos(),
        report.max().toNanos());
  }

  private static WebhookLoad load(URI endpoint, String secret, double rate, int seconds) {
    return new WebhookLoad(endpoint, secret, rate, (int) (rate * seconds), CONNECTIONS);
  }

  /** Sends events of ids with this prefix, and returns what came of them. */
  static WebhookLoad.Report run(
      Site site, URI endpoint, String secret, int rate, int seconds, String prefix)
      throws IOException, InterruptedException {
    Path taken = site.directory().resolve(prefix + ".taken");
    Process process =
        new ProcessBuilder(
                List.of(
                    JAVA.toString(),
                    "-Xmx512m",
                    "-XX:+UseSerialGC",
                    "-classpath",
                    System.getProperty("java.class.path"),
                    LoadProcess.class.getName(),
                    endpoint.toString(),
                    secret,
                    Integer.toString(rate),
                    Integer.toString(seconds),
                    prefix,
                    taken.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String line =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    if (process.waitFor() != 0) {
      throw new IllegalStateException("the load failed");
    }
    String[] parts = line.split(" ", -1);
    return new WebhookLoad.Report(
        Integer.parseInt(parts[0]),
        BitSet.valueOf(Files.readAllBytes(taken)),
        Double.parseDouble(parts[1]),
        nanos(parts[2]),
        nanos(parts[3]),
        nanos(parts[4]));
  }

  private static Duration nanos(String text) {
    return Duration.ofNanos(Long.parseLong(text));
  }
}
