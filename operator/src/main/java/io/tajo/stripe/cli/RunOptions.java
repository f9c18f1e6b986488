package io.tajo.stripe.cli;

import io.tajo.stripe.api.StripeSyncSpec;
import io.tajo.stripe.api.SyncResource;
import io.tajo.stripe.pipeline.RunRequest;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** What a run does. */
final class RunOptions {
  @Option(
      names = "--dry-run",
      description = "Write nothing to Brevo; say what would be written, with examples.")
  private boolean dryRun;

  @Option(
      names = "--rewrite",
      description = "Write every value, also those that have not changed since the last run.")
  private boolean rewrite;

  @Option(
      names = "--resources",
      split = ",",
      paramLabel = "NAME",
      converter = ResourceName.class,
      description =
          "Read only these again: customers, payments, subscriptions, invoices, products,"
              + " checkoutSessions.")
  private List<SyncResource> resources = List.of();

  @Option(
      names = "--since",
      paramLabel = "YYYY-MM-DD",
      converter = Day.class,
      description = "Read only what was created since this day (UTC) again.")
  private @Nullable LocalDate since;

  @Option(
      names = "--incremental",
      description =
          "Read only what Stripe's events feed tells since the last run; where it cannot tell, a full"
              + " run is made.")
  private boolean incremental;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  boolean dryRun() {
    return dryRun;
  }

  /**
   * What was asked for.
   *
   * @throws ParameterException where it contradicts itself
   */
  RunRequest request() {
    if (incremental && (dryRun || rewrite || since != null || !resources.isEmpty())) {
      throw new ParameterException(
          command.commandLine(),
          "--incremental excludes --dry-run, --rewrite, --resources and --since: they are of full"
              + " runs");
    }
    return new RunRequest(
        incremental ? StripeSyncSpec.Type.INCREMENTAL : StripeSyncSpec.Type.FULL,
        new LinkedHashSet<>(resources),
        since,
        dryRun,
        rewrite);
  }

  /** Reads a date. */
  static final class Day implements ITypeConverter<LocalDate> {
    @Override
    public LocalDate convert(String text) {
      try {
        return LocalDate.parse(text);
      } catch (DateTimeException e) {
        throw new TypeConversionException("'%s' is no date like 2024-01-31".formatted(text));
      }
    }
  }

  /** Reads the name that the manifest uses. */
  static final class ResourceName implements ITypeConverter<SyncResource> {
    @Override
    public SyncResource convert(String name) {
      return SyncResource.named(name)
          .orElseThrow(() ->
              new TypeConversionException(
                  "'%s' is not one of %s".formatted(name, SyncResource.names())));
    }
  }
}
