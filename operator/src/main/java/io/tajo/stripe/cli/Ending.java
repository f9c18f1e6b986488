package io.tajo.stripe.cli;

import io.tajo.stripe.api.SyncReport.Outcome;
import io.tajo.stripe.pipeline.DryRun;
import io.tajo.stripe.pipeline.RunReport;
import io.tajo.stripe.pipeline.Tellable;
import java.io.IOException;
import picocli.CommandLine.ParameterException;

/** How a run ended, in a sentence or two without personal data, and whether to try it again. */
record Ending(Outcome outcome, String message) {
  /** What an incremental run leaves as it is. */
  static final String UNREAD =
      "%s: not read in full yet, so that their figures stay as they are until a full run has";

  /** The exit status that tells it. */
  int status() {
    return switch (outcome) {
      case SUCCEEDED -> Main.OK;
      case FAILED -> Main.FAILED;
      case REFUSED -> Main.REFUSED;
    };
  }

  /** Of a run that came to its end. */
  static Ending of(RunReport report) {
    if (report.success()) {
      return new Ending(Outcome.SUCCEEDED, message(report));
    }
    return new Ending(report.refused() ? Outcome.REFUSED : Outcome.FAILED, message(report));
  }

  private static String message(RunReport report) {
    String run =
        report.feed().isPresent()
            ? "Incremental sync"
            : report.dryRun().isPresent() ? "Dry run" : "Full sync";
    if (!report.success()) {
      return run
          + " is not complete: "
          + (report.problems().isEmpty()
              ? "contacts could not be written; the log says why"
              : String.join("; ", report.problems()));
    }
    return run
        + " finished after "
        + Text.duration(report.took())
        + report.feed().map(Ending::events).orElse("")
        + report.dryRun().map(Ending::plan).orElse("")
        + ".";
  }

  private static String events(RunReport.Feed feed) {
    return ": %s events read, %s of them new%s"
        .formatted(
            Text.number(feed.read()),
            Text.number(feed.fresh()),
            feed.unread().isEmpty() ? "" : "; " + UNREAD.formatted(feed.unread()));
  }

  private static String plan(DryRun plan) {
    return (": %s contacts would be created, %s changed, %s left as they are, %s are no longer"
            + " customers; nothing was written")
        .formatted(
            Text.number(plan.created()),
            Text.number(plan.changed()),
            Text.number(plan.unchanged()),
            Text.number(plan.removed()));
  }

  /** Of one that broke off, or never began. */
  static Ending of(Exception failure) {
    return switch (failure) {
      case Failures.ManifestFailure manifest ->
          new Ending(Outcome.REFUSED, String.join("; ", manifest.lines()));
      case ParameterException wrong -> new Ending(Outcome.REFUSED, Failures.message(wrong));
      case InterruptedException _ -> new Ending(Outcome.FAILED, Failures.STOPPED);
      case IOException broken -> new Ending(Outcome.FAILED, Text.oneLine(broken));
      case RuntimeException other ->
          new Ending(Tellable.lasts(other) ? Outcome.REFUSED : Outcome.FAILED, Tellable.of(other));
      default -> new Ending(Outcome.FAILED, failure.getClass().getSimpleName());
    };
  }
}
