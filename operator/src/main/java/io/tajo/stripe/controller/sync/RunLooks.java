package io.tajo.stripe.controller.sync;

import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.tajo.stripe.api.StripeSync;
import io.tajo.stripe.api.SyncReport;
import io.tajo.stripe.controller.PodLooks;
import io.tajo.stripe.controller.PodStatuses;
import java.time.Duration;
import java.util.Optional;

/** What runs tell of themselves while they go on. */
final class RunLooks extends PodLooks<SyncReport, StripeSync> {
  static final Duration BETWEEN = Duration.ofSeconds(5);

  RunLooks(PodStatuses statuses) {
    super("run-status", SyncReport.class, BETWEEN, statuses::sync);
  }

  /** What a run's pod told last; it is asked from now on. */
  Optional<SyncReport> of(ResourceID run, Pod pod, String address) {
    ask(run, new Target(pod.getMetadata().getUid(), address));
    return getSecondaryResource(run);
  }

  /** The run is over. */
  void over(ResourceID run) {
    end(run);
  }
}
