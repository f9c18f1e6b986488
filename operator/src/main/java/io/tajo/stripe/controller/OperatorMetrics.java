package io.tajo.stripe.controller;

import io.fabric8.kubernetes.api.model.Condition;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.api.StripeSync;
import io.tajo.stripe.api.StripeSyncSpec;
import io.tajo.stripe.api.StripeSyncStatus;
import io.tajo.stripe.api.StripeSyncStatus.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the operator knows of connectors and their runs. A replica that does not lead tells only
 * that; the series of a connector that is gone go too.
 */
public final class OperatorMetrics {
  private static final Duration[] RUNS =
      Stream.of(5, 15, 60, 300, 900, 3_600, 14_400, 43_200)
          .map(Duration::ofSeconds)
          .toArray(Duration[]::new);
  private static final String FULL = "full";
  private static final String INCREMENTAL = "incremental";
  private static final List<String> TYPES = List.of(FULL, INCREMENTAL);
  private static final String SUCCEEDED = "succeeded";
  private static final String FAILED = "failed";
  private static final List<String> OUTCOMES = List.of(SUCCEEDED, FAILED);

  private final MeterRegistry registry;
  private final BooleanSupplier leading;
  private final MultiGauge conditions;
  private final MultiGauge count;
  private final Map<ResourceID, List<Counter>> runs = new HashMap<>();
  private volatile Supplier<Stream<StripeConnector>> connectors = Stream::empty;

  /** Tells nothing but whether this replica leads, until it knows connectors. */
  OperatorMetrics(MeterRegistry registry, BooleanSupplier leading) {
    this.registry = registry;
    this.leading = leading;
    this.conditions =
        MultiGauge.builder("stripe.connector.condition")
            .description("Conditions of connectors: 1 True, 0 False, -1 Unknown.")
            .register(registry);
    this.count =
        MultiGauge.builder("stripe.connector.connectors")
            .description("StripeConnectors that the operator looks after.")
            .register(registry);
    Gauge.builder("stripe.connector.operator.leading", () -> leading.getAsBoolean() ? 1 : 0)
        .description("Whether this replica of the operator leads.")
        .register(registry);
    TYPES.forEach(type -> OUTCOMES.forEach(outcome -> took(type, outcome)));
  }

  private Timer took(String type, String outcome) {
    return Timer.builder("stripe.connector.run")
        .description("Time from a run's start to its end.")
        .serviceLevelObjectives(RUNS)
        .tag("type", type)
        .tag("outcome", outcome)
        .register(registry);
  }

  /** The connectors that are there, as often as they are asked for; asks nobody. */
  public void connectors(Supplier<Stream<StripeConnector>> known) {
    connectors = known;
  }

  /** A run's end was written. Dry runs are not counted: they change nothing. */
  public synchronized void ended(StripeSync run, StripeSyncStatus status) {
    StripeSyncSpec spec = run.getSpec();
    if (Boolean.TRUE.equals(spec.dryRun())) {
      return;
    }
    String type = spec.type() == StripeSyncSpec.Type.INCREMENTAL ? INCREMENTAL : FULL;
    String outcome = status.phase() == Phase.SUCCEEDED ? SUCCEEDED : FAILED;
    ResourceID connector = new ResourceID(spec.connector(), run.getMetadata().getNamespace());
    counters(connector);
    counter(connector, type, outcome).increment();
    @Nullable Instant started = status.startTime();
    @Nullable Instant ended = status.completionTime();
    if (started != null && ended != null) {
      took(type, outcome).record(Duration.between(started, ended));
    }
  }

  private void counters(ResourceID connector) {
    runs.computeIfAbsent(
        connector,
        id ->
            TYPES.stream()
                .flatMap(type -> OUTCOMES.stream().map(outcome -> counter(id, type, outcome)))
                .toList());
  }

  private Counter counter(ResourceID connector, String type, String outcome) {
    return Counter.builder("stripe.connector.runs")
        .description("Runs of a connector that have ended.")
        .tags(tags(connector))
        .tag("type", type)
        .tag("outcome", outcome)
        .register(registry);
  }

  private static Tags tags(ResourceID connector) {
    return Tags.of(
        "connector_namespace",
        connector.getNamespace().orElse(""),
        "connector",
        connector.getName());
  }

  /** Brings what is told of connectors up to date. */
  public synchronized void read() {
    List<StripeConnector> known = leading.getAsBoolean() ? connectors.get().toList() : List.of();
    List<Row<?>> rows = new ArrayList<>();
    Set<ResourceID> there = new HashSet<>();
    for (StripeConnector connector : known) {
      ResourceID id = ResourceID.fromResource(connector);
      there.add(id);
      counters(id);
      for (Condition condition : conditions(connector)) {
        rows.add(Row.of(tags(id).and("type", condition.getType()), value(condition)));
      }
    }
    conditions.register(rows, true);
    count.register(
        leading.getAsBoolean() ? List.of(Row.of(Tags.empty(), known.size())) : List.of(), true);
    runs.entrySet()
        .removeIf(entry -> {
          boolean gone = !there.contains(entry.getKey());
          if (gone) {
            entry.getValue().forEach(registry::remove);
          }
          return gone;
        });
  }

  private static List<Condition> conditions(StripeConnector connector) {
    @Nullable StripeConnectorStatus status = connector.getStatus();
    return status == null || status.conditions() == null ? List.of() : status.conditions();
  }

  private static int value(Condition condition) {
    return switch (String.valueOf(condition.getStatus()).toLowerCase(Locale.ROOT)) {
      case "true" -> 1;
      case "false" -> 0;
      default -> -1;
    };
  }
}
