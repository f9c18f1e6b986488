package io.tajo.stripe.controller;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.api.StripeSync;
import io.tajo.stripe.api.StripeSyncSpec;
import io.tajo.stripe.api.StripeSyncStatus;
import io.tajo.stripe.api.StripeSyncStatus.Phase;
import io.tajo.stripe.api.SyncResource;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run of the connector {@code acme} as somebody might find it, made step by step. */
public final class Runs {
  private final String name;
  private final String made;
  private final Map<String, String> annotations = new HashMap<>();
  private boolean byOperator = true;
  private StripeSyncSpec.@Nullable Type type;
  private @Nullable List<SyncResource> resources;
  private @Nullable String since;
  private @Nullable Boolean dryRun;
  private @Nullable Phase phase;
  private @Nullable String ended;
  private @Nullable String message;
  private @Nullable List<Condition> conditions;
  private StripeConnectorStatus result = StripeConnectorStatus.builder().build();

  private Runs(String name, String made) {
    this.name = name;
    this.made = made;
  }

  /** A full run that the operator has made. */
  public static Runs full(String made) {
    return new Runs("acme-full-" + made.toLowerCase(java.util.Locale.ROOT).replace(":", ""), made);
  }

  public static Runs incremental(String made) {
    Runs run =
        new Runs("acme-incr-" + made.toLowerCase(java.util.Locale.ROOT).replace(":", ""), made);
    run.type = StripeSyncSpec.Type.INCREMENTAL;
    return run;
  }

  /** One that a user has made. */
  public Runs byUser() {
    byOperator = false;
    return this;
  }

  public Runs of(SyncResource... some) {
    resources = List.of(some);
    return this;
  }

  public Runs since(String date) {
    since = date;
    return this;
  }

  public Runs dry() {
    dryRun = true;
    return this;
  }

  public Runs annotated(String name, String value) {
    annotations.put(name, value);
    return this;
  }

  public Runs succeeded(String at) {
    phase = Phase.SUCCEEDED;
    ended = at;
    message = "All read and written";
    return this;
  }

  public Runs failed(String at) {
    phase = Phase.FAILED;
    ended = at;
    message = "Stripe was away";
    return this;
  }

  /** Somebody has to mend something before it is worth another try. */
  public Runs refused(String at) {
    failed(at);
    message = "List 20 is missing";
    conditions =
        List.of(
            new ConditionBuilder()
                .withType("Complete")
                .withStatus("False")
                .withReason("Refused")
                .build());
    return this;
  }

  /** Its pod does not start, for a reason as a condition has it. */
  public Runs stuck(String reason, String why) {
    phase = Phase.PENDING;
    message = why;
    conditions =
        List.of(
            new ConditionBuilder()
                .withType("Complete")
                .withStatus("False")
                .withReason(reason)
                .build());
    return this;
  }

  public Runs running() {
    phase = Phase.RUNNING;
    return this;
  }

  public Runs with(StripeConnectorStatus told) {
    result = told;
    return this;
  }

  public StripeSync build() {
    StripeSync sync = new StripeSync();
    sync.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withNamespace("shop")
            .withGeneration(1L)
            .withCreationTimestamp(made)
            .withAnnotations(annotations.isEmpty() ? null : annotations)
            .withLabels(
                byOperator
                    ? Map.of(
                        "app.kubernetes.io/managed-by",
                        "stripe-connector-operator",
                        "app.kubernetes.io/instance",
                        "acme")
                    : null)
            .build());
    sync.setSpec(new StripeSyncSpec("acme", type, resources, since, dryRun, null));
    if (phase != null) {
      sync.setStatus(status());
    }
    return sync;
  }

  private StripeSyncStatus status() {
    return new StripeSyncStatus(
        1L,
        phase,
        message,
        null,
        ended == null ? null : Instant.parse(ended),
        null,
        null,
        null,
        result.synced(),
        result.leftOut(),
        result.contacts(),
        null,
        name,
        conditions);
  }
}
