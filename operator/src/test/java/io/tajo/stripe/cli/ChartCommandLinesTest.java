package io.tajo.stripe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.tajo.stripe.chart.ChartPods;
import io.tajo.stripe.docs.Document;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** However the chart is installed, it starts the operator by a command line that is taken. */
class ChartCommandLinesTest extends CommandScene {
  static Set<Map.Entry<String, Container>> operators() throws IOException {
    return ChartPods.operators().entrySet();
  }

  @ParameterizedTest
  @MethodSource("operators")
  void isTaken(Map.Entry<String, Container> operator) {
    Container container = operator.getValue();
    ParseResult parsed =
        Main.commands(environment()).parseArgs(container.getArgs().toArray(String[]::new));

    ParseResult command = parsed.subcommand();
    assertThat(command.commandSpec().name()).isEqualTo("operator");
    assertThat(command.matchedOption("--image").<String>getValue()).isEqualTo(container.getImage());
    boolean bare = operator.getKey().startsWith("bare");
    assertThat(command.hasMatchedOption("--lease")).isEqualTo(!bare);
    assertThat(command.matchedOptionValue("--leader-election", true)).isEqualTo(!bare);
  }

  @ParameterizedTest
  @MethodSource("operators")
  void itsVariablesAreThoseThatTheProgramReads(Map.Entry<String, Container> operator)
      throws IOException {
    Set<String> known = new TreeSet<>(Set.of("POD_NAMESPACE"));
    Document.read("docs/commands.md")
        .rows("environment variable")
        .forEach(row -> known.addAll(Document.codeOf(row.getFirst())));
    Map<String, String> given = new TreeMap<>();
    for (EnvVar variable : operator.getValue().getEnv()) {
      given.put(variable.getName(), variable.getValue() == null ? "own" : variable.getValue());
    }

    assertThat(known).containsAll(given.keySet());
    given.remove("STRIPE_CONNECTOR_CA_FILE"); // It is in the pod.
    CommandLine command = Main.commands(environment()).getSubcommands().get("operator");
    ProcessSettings settings = ProcessSettings.of(given, command.getCommandSpec());
    if (given.containsKey("STRIPE_API_BASE")) {
      assertThat(settings.stripe()).hasToString(given.get("STRIPE_API_BASE"));
      assertThat(settings.brevo()).hasToString(given.get("BREVO_API_BASE"));
    }
  }
}
