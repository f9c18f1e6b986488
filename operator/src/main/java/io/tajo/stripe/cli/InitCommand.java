package io.tajo.stripe.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.tajo.stripe.api.Names;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Moves in: the configuration file of the connector's documentation, as manifests. */
@Command(
    name = "init",
    description =
        "Turns the connector's configuration file (connectors: {stripe: ...}) into the Secret and"
            + " the StripeConnector that say the same, on standard output. What is still to be"
            + " chosen is a commented line there, and named on standard error.",
    mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {
  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "The configuration file, YAML; - reads standard input.")
  private @Nullable String from;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "stripe",
      description = "Name of the Secret and the StripeConnector (default: ${DEFAULT-VALUE}).")
  private String name = "stripe";

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      description = "Their namespace (default: none is written; kubectl's counts).")
  private @Nullable String namespace;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Environment environment;

  InitCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Failures.ManifestFailure {
    if (from == null) {
      throw new ParameterException(
          spec.commandLine(),
          "init takes --from FILE, the connector's configuration file with connectors.stripe in it;"
              + " it prints a Secret and a StripeConnector that say the same");
    }
    if (!Names.isConnector(name)) {
      throw wrong(
          "--name must be lower-case letters, digits and -, a letter first, at most "
              + Names.LONGEST_CONNECTOR,
          name);
    }
    if (namespace != null && !Names.isNamespace(namespace)) {
      throw wrong("--namespace must be lower-case letters, digits and -, at most 63", namespace);
    }
    JsonNode file = read(from);
    if (!file.at("/connectors/stripe").isObject()) {
      throw new Failures.ManifestFailure(
          from, "there is no connectors.stripe in it: it is no configuration of the connector");
    }
    Migration migration = new Migration(name, namespace, environment.mapping());
    environment.out().print(migration.manifests(file));
    for (String notice : migration.notices()) {
      environment.err().println(Text.withoutKeys(from + ": " + notice));
    }
    return Main.OK;
  }

  private ParameterException wrong(String rule, String value) {
    return new ParameterException(spec.commandLine(), rule + ", but is '" + value + "'");
  }

  private JsonNode read(String file) throws Failures.ManifestFailure {
    try {
      return YAMLMapper.builder().build().readTree(InputFile.read(environment, file));
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new Failures.ManifestFailure(
          file, (line > 0 ? "line " + line + ": " : "") + "not YAML");
    }
  }
}
