package io.tajo.stripe.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links between the repository's files lead somewhere. */
class LinksTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)[^)]*\\)");

  static List<Document> documents() throws IOException {
    return Document.all();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void leadSomewhere(Document document) {
    Path folder = document.file().getParent();
    assertThat(
            LINK.matcher(document.text())
                .results()
                .map(found -> found.group(1))
                .filter(link -> !link.contains("://"))
                .map(folder::resolve))
        .allSatisfy(path -> assertThat(path).exists());
  }
}
