package io.tajo.stripe.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The table of metrics, to be compared with what processes show. */
public final class DocumentedMetrics {
  private static final Set<String> OF_ALL = Set.of("connector_namespace", "connector");

  /** A row; a name with {@code *} at its end is of many. */
  private record Row(String name, String type, Set<String> labels, Set<String> processes) {
    boolean covers(String family) {
      return name.endsWith("*")
          ? family.startsWith(name.substring(0, name.length() - 1))
          : family.equals(name);
    }
  }

  private final Map<String, Row> rows = new TreeMap<>();

  private DocumentedMetrics() {}

  /** As users read it. */
  public static DocumentedMetrics read() throws IOException {
    DocumentedMetrics metrics = new DocumentedMetrics();
    for (List<String> cells : Document.read("docs/metrics.md").rows("name | type | labels")) {
      String name = Document.codeOf(cells.getFirst()).getFirst();
      metrics.rows.put(
          name,
          new Row(
              name,
              cells.get(1),
              new HashSet<>(Document.codeOf(cells.get(2))),
              Set.copyOf(Arrays.asList(cells.get(4).split("; .*|, ", -1)))));
    }
    assertThat(metrics.rows).isNotEmpty();
    return metrics;
  }

  /** The names of those that a process tells. */
  public Set<String> of(String process) {
    Set<String> names = new TreeSet<>();
    rows.values().stream()
        .filter(row -> row.processes().contains(process))
        .forEach(row -> names.add(row.name()));
    return names;
  }

  /** Everything that is shown is in the table, of the type and with the labels that it says. */
  public void assertKnows(Scrape scrape, String... processes) {
    for (Map.Entry<String, String> family : scrape.types().entrySet()) {
      Optional<Row> row = row(family.getKey());
      assertThat(row).as("docs/metrics.md has %s", family.getKey()).isPresent();
      assertThat(row.get().processes())
          .as("%s is told by %s", family.getKey(), Arrays.toString(processes))
          .containsAnyOf(processes);
      if (!row.get().name().endsWith("*")) {
        assertThat(family.getValue()).as(family.getKey()).isEqualTo(row.get().type());
      }
    }
    for (Scrape.Series series : scrape.series()) {
      Row row = row(series.family()).orElseThrow(() -> new AssertionError(series));
      if (!row.name().endsWith("*")) {
        Set<String> labels = new TreeSet<>(series.labels().keySet());
        labels.removeAll(OF_ALL);
        assertThat(row.labels()).as("labels of %s", series).containsAll(labels);
      }
    }
  }

  private Optional<Row> row(String family) {
    return rows.values().stream().filter(row -> row.covers(family)).findFirst();
  }

  /** All that the table says of a process is shown. */
  public void assertShown(String process, Set<String> families) {
    assertThat(of(process))
        .as("of %s, shown: %s", process, families)
        .allSatisfy(name ->
            assertThat(families).anyMatch(family -> row(family).orElseThrow().name().equals(name)));
  }
}
