package io.tajo.stripe.controller.model;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.tajo.stripe.api.SecretRef;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.controller.Runs;
import io.tajo.stripe.controller.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A connector in the operator's hands. */
record Given(String title, StripeConnector connector, PodSettings settings) {
  static final PodSettings PLAIN =
      new PodSettings("app:1", "pg:1", Optional.empty(), List.of(), Optional.empty(), Map.of());
  static final PodSettings SET =
      new PodSettings(
          "app:1",
          "pg:1",
          Optional.of("Always"),
          List.of("registry"),
          Optional.of("corporate-ca"),
          Map.of("HTTPS_PROXY", "http://proxy:3128", "NO_PROXY", ""));
  static final Function<SecretRef, String> VALUES =
      ref ->
          ref.key().contains("postgres")
              ? "postgresql://u:hidden@pg:6432/c"
              : "hidden-" + ref.key();

  Desired desired() {
    return new Desired(connector, settings, VALUES);
  }

  Job job() {
    return SyncJobs.job(Runs.full("2026-01-07T12:00:00Z").build(), connector, settings);
  }

  List<HasMetadata> objects() {
    Desired desired = desired();
    List<HasMetadata> objects =
        new ArrayList<>(
            List.of(
                desired.document(),
                desired.receiverAccount(),
                desired.syncAccount(),
                desired.receiver(),
                desired.receiverService(),
                desired.podPolicy(),
                job()));
    Stream.<Optional<? extends HasMetadata>>of(
            desired.receiverBudget(),
            desired.receiverAutoscaler(),
            desired.ingress(),
            desired.route(),
            desired.databaseAccount(),
            desired.databaseSecret("s3cret"),
            desired.databaseService(),
            desired.database(),
            desired.databasePolicy())
        .forEach(object -> object.ifPresent(objects::add));
    return objects;
  }

  Map<String, PodTemplateSpec> templates() {
    Map<String, PodTemplateSpec> templates = new java.util.TreeMap<>();
    templates.put("receiver", desired().receiver().getSpec().getTemplate());
    templates.put("sync", job().getSpec().getTemplate());
    desired().database().ifPresent(set -> templates.put("database", set.getSpec().getTemplate()));
    return templates;
  }

  @Override
  public String toString() {
    return title;
  }

  static Given plain(StripeConnector connector) {
    return new Given("", connector, PLAIN);
  }

  private static List<StripeConnector> everyFeature() {
    try {
      return Stream.of(
              Files.readString(Path.of("../examples/every-feature.yaml")).split("(?m)^---$"))
          .filter(it -> it.contains("\nkind: StripeConnector"))
          .map(it -> Serialization.unmarshal(it, StripeConnector.class))
          .peek(it -> it.getMetadata().setNamespace("shop"))
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static Stream<Given> connectors() {
    return Stream.of(
        new Given("minimal", Samples.connector("acme"), PLAIN),
        new Given("minimal, longest name", Samples.connector("a".repeat(40)), SET),
        new Given("every feature", everyFeature().getFirst(), SET),
        new Given("every feature, other ways", everyFeature().getLast(), SET));
  }
}
