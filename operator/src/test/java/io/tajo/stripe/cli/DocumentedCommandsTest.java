package io.tajo.stripe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.tajo.stripe.docs.Document;
import io.tajo.stripe.docs.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every command line of ours in the documents is one that the program takes. */
class DocumentedCommandsTest {
  private static final String MAIN = Main.class.getName();

  private static CommandLine program() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    return Main.commands(
        new Environment(
            Map.of(),
            InputStream.nullInputStream(),
            nowhere,
            nowhere,
            Clock.systemUTC(),
            Wiring.CONNECTORS,
            Wiring.MAPPING,
            Wiring.SANDBOX));
  }

  static List<List<String>> lines() throws IOException {
    List<List<String>> lines = new ArrayList<>();
    for (Document document : Document.all()) {
      Stream.concat(
              document.blocks().stream()
                  .filter(block -> block.language().equals("sh"))
                  .map(Document.Block::text),
              document.code().stream().filter(code -> code.startsWith("stripe-connector ")))
          .flatMap(text -> Shell.commands(text).stream())
          .flatMap(words -> arguments(words).stream())
          .forEach(lines::add);
    }
    return lines;
  }

  /** What our program is given, where a command calls it. */
  private static Optional<List<String>> arguments(List<String> words) {
    if (words.getFirst().equals("stripe-connector")) {
      return Optional.of(words.subList(1, words.size()));
    }
    if (words.getFirst().equals("./try")) {
      List<String> arguments = new ArrayList<>(words);
      arguments.set(0, "try");
      return Optional.of(arguments);
    }
    int main = words.indexOf(MAIN);
    return main < 0 ? Optional.empty() : Optional.of(words.subList(main + 1, words.size()));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void isTaken(List<String> arguments) {
    assertThatCode(() -> program().parseArgs(arguments.toArray(String[]::new)))
        .doesNotThrowAnyException();
  }

  @Test
  void allKindsOfLinesAreFound() throws IOException {
    assertThat(lines())
        .contains(
            List.of("try", "-o", "json"),
            List.of("sync", "-f", "examples/local.yaml", "--dry-run"),
            List.of("init", "--from", "FILE"))
        .anyMatch(line -> line.containsAll(List.of("replay", "--type", "invoice.*")))
        .anyMatch(line -> line.contains("/etc/stripe-connector/manifest/connector.yaml"));
  }

  @Test
  void theTableHasEveryCommandWithItsOptions() throws IOException {
    CommandLine program = program();
    List<String> shown = new ArrayList<>();
    for (List<String> row : Document.read("docs/commands.md").rows("command | does")) {
      String line = Document.codeOf(row.get(0)).getFirst();
      CommandLine command = program;
      for (String word : line.split(" ", -1)) {
        command = command.getSubcommands().getOrDefault(word, command);
      }
      shown.add(line.replaceFirst(" .*", ""));
      for (String code : Document.codeOf(row.get(1))) {
        if (code.startsWith("--")) {
          String option = code.replaceFirst(" .*", "");
          assertThat(command.getCommandSpec().findOption(option))
              .as(line + " " + option)
              .isNotNull();
        }
      }
    }

    assertThat(shown).containsAll(program.getSubcommands().keySet());
  }
}
