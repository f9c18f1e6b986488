package io.tajo.stripe.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links and paths between the repository's files lead somewhere. */
class LinksTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern PATH =
      Pattern.compile("(docs|examples|crds|helm|operator/src|\\.github|\\.ci|\\.mvn)/[\\w./-]*\\w");

  static List<Document> documents() throws IOException {
    return Document.all();
  }

  private static Stream<String> links(Document document) {
    return LINK.matcher(document.text())
        .results()
        .map(found -> found.group(1))
        .filter(link -> !link.contains("://"));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void leadSomewhere(Document document) {
    assertThat(links(document)).allSatisfy(link -> leads(document, link));
  }

  private static void leads(Document document, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path file =
        parts[0].isEmpty()
            ? document.file()
            : document.file().getParent().resolve(parts[0]).normalize();
    assertThat(file).exists();
    if (parts.length > 1) {
      assertThat(new Document(file, Files.readString(file)).anchors()).as(link).contains(parts[1]);
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void pathsInRunningTextAreThere(Document document) {
    assertThat(document.code().stream().filter(code -> PATH.matcher(code).matches()))
        .allSatisfy(path -> assertThat(Document.ROOT.resolve(path)).exists());
  }

  /** Whoever begins at the README finds every document. */
  @Test
  void everyDocumentIsLinked() throws IOException {
    Set<Path> found = new TreeSet<>();
    Deque<Path> toRead = new ArrayDeque<>(List.of(Document.ROOT.resolve("README.md")));
    while (!toRead.isEmpty()) {
      Path file = toRead.pop();
      if (!found.add(file)) {
        continue;
      }
      links(new Document(file, Files.readString(file)))
          .map(link -> link.replaceFirst("#.*", ""))
          .filter(link -> link.endsWith(".md"))
          .map(link -> file.getParent().resolve(link).normalize())
          .forEach(toRead::push);
    }
    assertThat(found).containsAll(Document.all().stream().map(Document::file).toList());
  }
}
