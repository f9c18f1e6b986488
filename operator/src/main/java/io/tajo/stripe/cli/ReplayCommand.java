package io.tajo.stripe.cli;

import io.tajo.stripe.ledger.FailedEvent;
import io.tajo.stripe.pipeline.Connector;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Puts events that were given up back into the inbox. */
@Command(
    name = "replay",
    description =
        "Puts events that were given up back; whoever works events off then tries them again."
            + " Without --id, --type, --since or --all it only lists them.",
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
  private static final int MOST_LISTED = 100;

  @Mixin private final ManifestOptions manifest = new ManifestOptions();
  @Mixin private final DatabaseOptions database = new DatabaseOptions();

  @Option(
      names = "--id",
      split = ",",
      paramLabel = "EVENT",
      description = "These events (evt_...).")
  private List<String> ids = List.of();

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "Events of this type; * at the end stands for anything: invoice.*")
  private @Nullable String type;

  @Option(
      names = "--since",
      paramLabel = "INSTANT",
      converter = Moment.class,
      description = "Events created at this moment or later, like 2026-11-23T10:00:00Z.")
  private @Nullable Instant since;

  @Option(names = "--all", description = "All that were given up.")
  private boolean all;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Environment environment;

  ReplayCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    boolean chosen = !ids.isEmpty() || type != null || since != null;
    if (all && chosen) {
      throw new ParameterException(
          spec.commandLine(), "--all excludes --id, --type and --since: keep one");
    }
    LocatedConnector located = database.connector(environment, spec, manifest);
    try (Connector connector = located.open(environment)) {
      if (!all && !chosen) {
        list(connector.failedEvents(MOST_LISTED));
        return Main.OK;
      }
      Set<String> named = new HashSet<>(ids);
      int replayed = connector.replay(named, type, since);
      environment.out().println(replayed + " events are tried again.");
      if (!ids.isEmpty() && replayed < named.size()) {
        environment
            .err()
            .println(
                "Of those that were named, "
                    + (named.size() - replayed)
                    + " were not given up, or are not known here.");
        return Main.FAILED;
      }
      return Main.OK;
    }
  }

  private void list(List<FailedEvent> failed) {
    if (failed.isEmpty()) {
      environment.out().println("No event was given up.");
      return;
    }
    for (FailedEvent event : failed) {
      environment
          .out()
          .println(
              "%s  %s  %s  %s"
                  .formatted(
                      event.created(),
                      event.id(),
                      event.type(),
                      Text.withoutKeys(event.problem())));
    }
    environment.out().println("Put them back with --all, or choose with --id, --type or --since.");
  }

  /** Reads RFC 3339 in UTC. */
  static final class Moment implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return Instant.parse(text);
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "'%s' is no moment like 2026-11-23T10:00:00Z".formatted(text));
      }
    }
  }
}
