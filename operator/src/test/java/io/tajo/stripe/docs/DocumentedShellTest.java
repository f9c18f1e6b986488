package io.tajo.stripe.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.api.StripeSync;
import io.tajo.stripe.crd.CrdFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What command lines in documents and examples name is there. */
class DocumentedShellTest {
  private static final Set<String> FILES = Set.of("-f", "--patch-file", "--file");
  private static final Set<String> CONDITIONS = Set.of("Ready", "Complete");
  private static final Set<String> KINDS = kinds();

  /** Flags by verb, of those that the documents make use of; every verb takes -n. */
  private static final Map<String, Set<String>> KUBECTL =
      flags(
          """
          apply -f --server-side --force-conflicts
          create -f --from-literal
          delete -f -l -A --all --wait
          describe -l
          events --for -A --types
          exec -i
          explain --recursive
          get -A -l -o -w --field-selector
          label
          logs -l --prefix --tail
          patch -p --type --patch-file
          port-forward
          rollout --timeout
          wait --for --timeout
          """);

  private static final Map<String, Set<String>> HELM =
      flags(
          """
          install --create-namespace --set
          upgrade --create-namespace --set --install --reset-then-reuse-values
          uninstall
          test
          package -d
          push
          """);

  private static Map<String, Set<String>> flags(String table) {
    Map<String, Set<String>> flags = new TreeMap<>();
    for (String line : table.lines().toList()) {
      List<String> words = List.of(line.split(" ", -1));
      flags.put(words.getFirst(), Set.copyOf(words.subList(1, words.size())));
    }
    return flags;
  }

  private static List<List<String>> all() throws IOException {
    List<List<String>> lines = new ArrayList<>();
    for (Document document : Document.all()) {
      document.blocks().stream()
          .filter(block -> block.language().equals("sh"))
          .forEach(block -> lines.addAll(Shell.commands(block.text())));
      document.code().stream()
          .filter(code -> code.matches("(kubectl|helm) .*"))
          .forEach(code -> lines.addAll(Shell.commands(code + "\n")));
    }
    try (Stream<Path> examples = Files.walk(Document.ROOT.resolve("examples"))) {
      for (Path file : examples.filter(it -> it.toString().endsWith(".yaml")).toList()) {
        lines.addAll(Shell.commands(comments(Files.readString(file))));
      }
    }
    return lines.stream().distinct().toList();
  }

  /** Command lines stand in comments, a little to the right. */
  private static String comments(String yaml) {
    return yaml.lines()
            .filter(line -> line.matches("# {2,}.*"))
            .map(line -> line.substring(1).strip())
            .reduce("", (all, line) -> all + "\n" + line)
        + "\n";
  }

  private static Set<String> kinds() {
    Set<String> kinds = new TreeSet<>();
    for (var kind : List.of(StripeConnector.class, StripeSync.class)) {
      JsonNode names = CrdFiles.definition(kind).at("/spec/names");
      kinds.add(names.path("plural").asText());
      kinds.add(names.path("singular").asText());
      names.path("shortNames").forEach(name -> kinds.add(name.asText()));
      names.path("categories").forEach(name -> kinds.add(name.asText()));
    }
    return kinds;
  }

  private static Stream<List<String>> of(String program) throws IOException {
    return all().stream().filter(words -> words.getFirst().equals(program));
  }

  static Stream<List<String>> kubectl() throws IOException {
    return of("kubectl");
  }

  static Stream<List<String>> helm() throws IOException {
    return of("helm");
  }

  @ParameterizedTest
  @MethodSource("kubectl")
  void kubectlHasTheVerbAndItsFlags(List<String> words) {
    assertKnown(words, KUBECTL);
  }

  @ParameterizedTest
  @MethodSource("helm")
  void helmHasTheCommandAndItsFlags(List<String> words) {
    assertKnown(words, HELM);
  }

  /** What follows {@code --} is for a program in a pod. */
  private static void assertKnown(List<String> words, Map<String, Set<String>> known) {
    List<String> own = words.subList(1, words.contains("--") ? words.indexOf("--") : words.size());
    List<String> verbs = new ArrayList<>(own);
    if (verbs.getFirst().equals("-n")) {
      verbs = verbs.subList(2, verbs.size());
    }
    assertThat(known).containsKey(verbs.getFirst());
    Set<String> flags = new TreeSet<>(known.get(verbs.getFirst()));
    flags.add("-n");
    assertThat(flags)
        .containsAll(
            own.stream()
                .filter(word -> word.matches("--?[A-Za-z].*"))
                .map(word -> word.replaceFirst("=.*", ""))
                .toList());
  }

  static Stream<String> files() throws IOException {
    Set<String> files = new TreeSet<>();
    for (List<String> words : all()) {
      for (int i = 1; i < words.size(); i++) {
        String word = words.get(i);
        boolean file = FILES.contains(words.get(i - 1)) || word.startsWith("helm/");
        if (file && word.contains("/") && !word.startsWith("/")) {
          files.add(word);
        }
      }
    }
    return files.stream();
  }

  @ParameterizedTest
  @MethodSource("files")
  void theFileIsThere(String file) {
    assertThat(Document.ROOT.resolve(file)).exists();
  }

  /** Kinds as kubectl is told them. */
  static Stream<String> ourKinds() throws IOException {
    return kubectl()
        .filter(words -> !words.contains("logs"))
        .flatMap(words -> words.stream().skip(1))
        .filter(word -> word.matches("(stripec|stripes)[a-z]*([/,.].*)?"))
        .flatMap(word -> Stream.of(word.replaceFirst("[/.].*", "").split(",")))
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("ourKinds")
  void theKindIsThere(String kind) {
    assertThat(KINDS).contains(kind);
  }

  static Stream<String> conditions() throws IOException {
    String wait = "--for=condition=";
    return kubectl()
        .filter(words -> words.stream().anyMatch(it -> it.matches("stripe(connector|sync).*")))
        .flatMap(List::stream)
        .filter(word -> word.startsWith(wait))
        .map(word -> word.substring(wait.length()))
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("conditions")
  void theConditionIsThere(String condition) {
    assertThat(CONDITIONS).contains(condition);
  }

  static Stream<List<String>> fieldSelectors() throws IOException {
    return kubectl().filter(words -> words.contains("--field-selector"));
  }

  @ParameterizedTest
  @MethodSource("fieldSelectors")
  void theFieldCanBeSelectedBy(List<String> words) {
    assertThat(words).contains("stripesyncs");
    String selector = words.get(words.indexOf("--field-selector") + 1);
    List<String> paths = new ArrayList<>();
    CrdFiles.definition(StripeSync.class)
        .at("/spec/versions/0/selectableFields")
        .forEach(field -> paths.add(field.path("jsonPath").asText()));

    assertThat(paths).contains("." + selector.replaceFirst("=.*", ""));
  }

  /** Classes that Maven is told to run, in running text too. */
  static Stream<String> testClasses() throws IOException {
    Pattern named = Pattern.compile("-Dtest='?(\\w+)");
    return Document.all().stream()
        .flatMap(document -> named.matcher(document.text()).results())
        .map(found -> found.group(1))
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("testClasses")
  void theTestClassIsThere(String name) throws IOException {
    Path tests = Document.ROOT.resolve("operator/src/test/java");
    try (Stream<Path> files = Files.walk(tests)) {
      assertThat(files).anyMatch(file -> file.endsWith(name + ".java"));
    }
  }

  @Test
  void allKindsOfLinesAreFound() throws IOException {
    assertThat(all())
        .contains(
            List.of("kubectl", "apply", "-f", "examples/quickstart.yaml"),
            List.of("kubectl", "get", "stripeconnectors,stripesyncs"))
        .anyMatch(line -> line.getFirst().equals("helm") && line.contains("--create-namespace"))
        .anyMatch(line -> line.contains("--patch-file"));
    assertThat(files()).contains("helm/stripe-connector", "examples/local.yaml");
    assertThat(KINDS).contains("stripeconn", "stsync", "tajo", "stripeconnector");
  }
}
