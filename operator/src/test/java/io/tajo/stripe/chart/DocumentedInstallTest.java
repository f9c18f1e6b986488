package io.tajo.stripe.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tajo.stripe.docs.Document;
import io.tajo.stripe.docs.Shell;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Helm takes each command line of the documents, with the values that it sets. */
class DocumentedInstallTest {
  private static final String DIGEST = "sha256:" + "5f".repeat(32);

  /** Command lines, and options in running text. */
  static List<List<String>> lines() throws IOException {
    Stream<String> blocks = Document.blocks("sh").map(Document.Block::text);
    Stream<String> texts =
        Document.all().stream()
            .flatMap(document -> document.code().stream())
            .filter(code -> code.startsWith("--set "))
            .map(code -> "helm upgrade stripe-connector helm/stripe-connector " + code);
    return Stream.concat(blocks, texts)
        .flatMap(text -> Shell.commands(text + "\n").stream())
        .filter(words -> words.getFirst().equals("helm"))
        .filter(words -> Set.of("install", "upgrade").contains(words.get(1)))
        .distinct()
        .toList();
  }

  @ParameterizedTest
  @MethodSource("lines")
  void isTaken(List<String> words) {
    List<String> arguments = new ArrayList<>();
    List<String> assignments = new ArrayList<>();
    for (int i = 2; i < words.size(); i++) {
      String before = words.get(i - 1);
      if (before.equals("--set")) {
        assignments.add(words.get(i));
      } else if (!words.get(i).startsWith("-") && !before.equals("-n")) {
        arguments.add(words.get(i));
      }
    }
    assertThat(arguments).hasSize(2).endsWith("helm/stripe-connector");
    Chart plain = Chart.plain().as(arguments.getFirst());
    Chart chart = plain;
    for (String assignment : assignments) {
      chart = set(chart, assignment);
    }

    String text = chart.text();
    boolean nothing = assignments.stream().allMatch(it -> it.endsWith("="));
    assertThat(text.equals(plain.text()))
        .as("nothing is set: it is rendered alike")
        .isEqualTo(nothing);
  }

  private static Chart set(Chart chart, String assignment) {
    String[] parts = assignment.split("=", 2);
    String value = parts[0].equals("image.digest") ? DIGEST : parts[1];
    if (!value.startsWith("{")) {
      return chart.with(parts[0], value);
    }
    Chart changed = chart;
    String[] items = value.substring(1, value.length() - 1).split(",", -1);
    for (int i = 0; i < items.length; i++) {
      changed = changed.with(parts[0] + "[" + i + "]", items[i]);
    }
    return changed;
  }

  @Test
  void allKindsOfLinesAreFound() throws IOException {
    assertThat(lines())
        .anyMatch(line -> line.contains("watchNamespaces={marketing,sales}"))
        .anyMatch(line -> line.contains("replicas=2"))
        .anyMatch(line -> line.contains("image.digest=…"));
  }
}
