package io.tajo.stripe.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.api.Json;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.pipeline.DryRun;
import io.tajo.stripe.pipeline.Progress;
import io.tajo.stripe.pipeline.RunReport;
import java.io.PrintStream;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What is printed: results on standard output, progress on standard error. */
final class OutputOptions {
  /** The form of results. */
  enum Format {
    TEXT,
    JSON
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "text|json",
      description = "json prints the final status, one document, and nothing else there.")
  private Format format = Format.TEXT;

  @Option(names = "--no-progress", description = "Do not show progress on standard error.")
  private boolean noProgress;

  private boolean personal = true;

  /** Contacts are not shown from now on: the output becomes a log. */
  void hidePersonal() {
    personal = false;
  }

  boolean json() {
    return format == Format.JSON;
  }

  /** Work that is watched. */
  @FunctionalInterface
  interface Watched<T> {
    T run(Progress progress) throws InterruptedException;
  }

  <T> T watch(Environment environment, Watched<T> work) throws InterruptedException {
    if (noProgress) {
      return work.run(Progress.NONE);
    }
    try (Display display = Display.open(environment)) {
      return work.run(display.progress());
    }
  }

  /** Prints a run's one JSON document. */
  static void json(PrintStream out, StripeConnectorStatus status, Optional<DryRun> dryRun) {
    ObjectNode document = Json.MAPPER.valueToTree(status);
    dryRun.ifPresent(plan -> document.set("dryRun", Json.MAPPER.valueToTree(plan)));
    print(out, document);
  }

  /** Prints what is a JSON document, for people to read too. */
  static void print(PrintStream out, Object document) {
    try {
      out.println(Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Prints a run's result; problems go to standard error too, where JSON takes the output. */
  void print(Environment environment, String connector, RunReport whole) {
    RunReport report = personal ? whole : whole.withoutExamples();
    if (json()) {
      json(environment.out(), report.status(), report.dryRun());
      report
          .problems()
          .forEach(problem -> environment.err().println(Text.withoutKeys("✗ " + problem)));
    } else {
      environment.out().print(Text.withoutKeys(Summary.of(connector, report)));
    }
  }
}
