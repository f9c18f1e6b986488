package io.tajo.stripe.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a process shows on {@code /metrics}: its families of series, and the series. */
public record Scrape(Map<String, String> types, List<Series> series) {
  private static final Pattern LINE =
      Pattern.compile("([a-zA-Z0-9_:]+)(?:\\{(.*)})? (\\S+)(?: \\S+)?");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Set<String> OF_HISTOGRAMS = Set.of("le", "quantile");

  /** One series of a family. */
  public record Series(String family, String name, Map<String, String> labels, double value) {}

  /** Reads the text format. */
  public static Scrape of(String text) {
    Map<String, String> types = new TreeMap<>();
    for (String line : text.lines().filter(it -> it.startsWith("# TYPE ")).toList()) {
      String[] words = line.split(" ", -1);
      types.put(words[2], words[3]);
    }
    // Beside each histogram is its greatest value of late.
    Set<String> most =
        types.keySet().stream()
            .filter(name -> name.endsWith("_max"))
            .filter(name -> types.containsKey(name.substring(0, name.length() - 4)))
            .collect(Collectors.toSet());
    types.keySet().removeAll(most);
    List<Series> series = new ArrayList<>();
    for (String line : text.lines().filter(it -> !it.startsWith("#")).toList()) {
      MatchResult found = LINE.matcher(line).results().findFirst().orElseThrow();
      Map<String, String> labels = new TreeMap<>();
      if (found.group(2) != null) {
        LABEL.matcher(found.group(2)).results().forEach(it -> labels.put(it.group(1), it.group(2)));
      }
      labels.keySet().removeAll(OF_HISTOGRAMS);
      series.add(
          new Series(
              family(found.group(1), types),
              found.group(1),
              labels,
              Double.parseDouble(found.group(3).replace("Inf", "Infinity"))));
    }
    return new Scrape(types, series);
  }

  private static String family(String name, Map<String, String> types) {
    return types.containsKey(name) ? name : name.replaceFirst("_(bucket|count|sum|max)$", "");
  }

  /** All names of families. */
  public SortedSet<String> names() {
    return new TreeSet<>(types.keySet());
  }

  /** The values of the series of a name that have such labels. */
  public List<Double> values(String name, Map<String, String> labels) {
    return series.stream()
        .filter(it -> it.name().equals(name))
        .filter(it -> it.labels().entrySet().containsAll(labels.entrySet()))
        .map(Series::value)
        .toList();
  }
}
