package io.tajo.stripe.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A document of the repository, in Markdown. */
public record Document(Path file, String text) {
  /** Where the repository's files are. */
  public static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```([a-z]*)\\n(.*?)^```$");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");

  /** A block of code, and what kind it is said to be. */
  public record Block(String place, String language, String text) {
    @Override
    public String toString() {
      return place;
    }
  }

  /** One by its path in the repository. */
  public static Document read(String path) throws IOException {
    Path file = ROOT.resolve(path);
    return new Document(file, Files.readString(file));
  }

  /** All that users read. */
  public static List<Document> all() throws IOException {
    List<Document> all = new ArrayList<>();
    all.add(read("README.md"));
    all.add(read("CONTRIBUTING.md"));
    all.add(read("SECURITY.md"));
    all.add(read("CHANGELOG.md"));
    all.add(read("helm/stripe-connector/README.md"));
    try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
      for (Path file : files.filter(it -> it.toString().endsWith(".md")).sorted().toList()) {
        all.add(read(ROOT.relativize(file).toString()));
      }
    }
    return all;
  }

  /** The blocks of a language, of all documents. */
  public static Stream<Block> blocks(String language) throws IOException {
    return all().stream()
        .flatMap(document -> document.blocks().stream())
        .filter(block -> block.language().equals(language));
  }

  /** The names by which links lead to the headings, as GitHub makes them. */
  public Set<String> anchors() {
    return HEADING
        .matcher(BLOCK.matcher(text).replaceAll(""))
        .results()
        .map(found -> found.group(1).strip().toLowerCase(Locale.ROOT))
        .map(title -> title.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  public List<Block> blocks() {
    return BLOCK
        .matcher(text)
        .results()
        .map(found ->
            new Block(file.getFileName() + ":" + line(found), found.group(1), found.group(2)))
        .toList();
  }

  private long line(MatchResult found) {
    return text.substring(0, found.start()).lines().count() + 1;
  }

  /** What is set as code in running text. */
  public List<String> code() {
    return codeOf(BLOCK.matcher(text).replaceAll(""));
  }

  /** What is set as code in a piece of text. */
  public static List<String> codeOf(String text) {
    return CODE.matcher(text).results().map(found -> found.group(1)).toList();
  }

  /** The rows of all tables whose heading begins so, cell by cell. */
  public List<List<String>> rows(String heading) {
    List<List<String>> rows = new ArrayList<>();
    boolean inside = false;
    for (String line : text.lines().toList()) {
      if (line.startsWith("| " + heading)) {
        inside = true;
      } else if (!line.startsWith("|")) {
        inside = false;
      } else if (inside && !line.startsWith("|---")) {
        rows.add(Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList());
      }
    }
    return rows;
  }
}
