package io.tajo.stripe.cli;

import io.tajo.stripe.api.Manifest;
import io.tajo.stripe.ledger.LedgerSettings;
import io.tajo.stripe.pipeline.Database;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Where the ledger is kept. */
final class DatabaseOptions {
  @ArgGroup private @Nullable Choice choice;

  /** One or the other. */
  static final class Choice {
    @Option(
        names = "--data",
        paramLabel = "DIR",
        description = "Where the built-in PostgreSQL keeps its data (default: ./data).")
    private @Nullable Path directory;

    @Option(
        names = "--database",
        paramLabel = "URL",
        description =
            "Use this PostgreSQL (15 or later), like postgresql://user:password@host:5432/name.")
    private @Nullable String url;
  }

  /** The connector of a manifest, and where its ledger is. */
  LocatedConnector connector(Environment environment, CommandSpec command, ManifestOptions manifest)
      throws Failures.ManifestFailure {
    @Nullable String given = choice == null ? null : choice.url;
    String wrong = given == null ? null : problem(given);
    if (wrong != null) {
      throw new ParameterException(command.commandLine(), "--database: " + wrong);
    }
    ProcessSettings process = ProcessSettings.of(environment.variables(), command);
    process.otherServers().ifPresent(environment.err()::println);
    Manifest read = manifest.read(environment);
    wrong = read.secrets().postgresUrl().map(DatabaseOptions::problem).orElse(null);
    if (wrong != null && choice == null) {
      throw manifest.failure("spec.store.postgres.url: " + wrong);
    }
    return new LocatedConnector(process.connector(read), database(read));
  }

  private static @Nullable String problem(String url) {
    try {
      LedgerSettings.checkUrl(url);
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  /** What the command line says, else the manifest, else the built-in one. */
  private Database database(Manifest manifest) {
    if (choice != null && choice.url != null) {
      return new Database.External(choice.url);
    }
    if (choice != null && choice.directory != null) {
      return new Database.Embedded(choice.directory);
    }
    return manifest
        .secrets()
        .postgresUrl()
        .<Database>map(Database.External::new)
        .orElseGet(() -> new Database.Embedded(Path.of("data")));
  }
}
