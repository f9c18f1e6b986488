package io.tajo.stripe.bench;

import io.tajo.stripe.ledger.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures what {@code -Dbenchmark=PART,…} names, else everything, and prints a table; exit status
 * 1 if a target is missed. See docs/benchmarks.md.
 */
public final class Benchmarks {
  private static final Map<String, Part> PARTS = new LinkedHashMap<>();

  static {
    PARTS.put("sweep", new SweepPart());
    PARTS.put("ledger", new LedgerPart());
    PARTS.put("writes", new FirstWritePart());
    PARTS.put("memory", new MemoryPart());
    PARTS.put("receive", new ReceivePart());
    PARTS.put("burst", new BurstPart());
    PARTS.put("latency", new LatencyPart());
    PARTS.put("start", new StartPart());
    PARTS.put("operator", new OperatorPart());
  }

  private Benchmarks() {}

  /** Measures the parts that are named in the first argument, with commas; empty: all. */
  public static void main(String[] args) throws Exception {
    List<String> chosen =
        args.length == 0 || args[0].isBlank()
            ? List.copyOf(PARTS.keySet())
            : List.of(args[0].split(","));
    if (!PARTS.keySet().containsAll(chosen)) {
      System.err.println("-Dbenchmark takes " + PARTS.keySet() + ", with commas");
      System.exit(2);
    }
    Locale.setDefault(Locale.ROOT);
    List<Figure> figures = measure(chosen);
    System.out.println("\n| what | measured | target | | made of |\n|---|---:|---:|---|---|");
    figures.forEach(figure -> System.out.println(figure.row()));
    System.out.println();
    System.exit(figures.stream().allMatch(Figure::kept) ? 0 : 1);
  }

  private static List<Figure> measure(List<String> chosen) throws Exception {
    Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "benchmark-");
    Path data = directory.resolve("data");
    List<Figure> figures = new ArrayList<>();
    try (EmbeddedDatabase database = EmbeddedDatabase.start(data)) {
      Site site = new Site(database, directory);
      for (String name : chosen) {
        Instant start = Instant.now();
        System.out.println("Measuring: " + name);
        figures.addAll(PARTS.get(name).measure(site));
        System.out.printf("  took %d s%n", Duration.between(start, Instant.now()).toSeconds());
      }
    } finally {
      delete(data);
    }
    return figures;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
