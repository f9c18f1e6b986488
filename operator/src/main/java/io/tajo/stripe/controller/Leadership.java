package io.tajo.stripe.controller;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this replica leads. The library would end the process itself when it does not any more,
 * also while it is being stopped, and it keeps the Lease until it runs out; here whoever started
 * the operator ends the process, and a replica that stops gives the Lease back.
 */
final class Leadership {
  private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

  private final KubernetesClient client;
  private final Optional<String> namespace;
  private final String name;
  private final String identity;
  private final CountDownLatch lost = new CountDownLatch(1);
  private volatile boolean leading;
  private volatile boolean resigned;

  /**
   * Does not lead yet, unless no other replica runs.
   *
   * @param settings with the Lease; without its namespace no other replica runs
   * @param identity of this one
   */
  Leadership(KubernetesClient client, OperatorSettings settings, String identity) {
    this.client = client;
    this.namespace = settings.lease();
    this.name = settings.leaseName();
    this.identity = identity;
    this.leading = namespace.isEmpty();
  }

  Optional<LeaderElectionConfiguration> configuration() {
    return namespace.map(it ->
        LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(name)
            .withLeaseNamespace(it)
            .withIdentity(identity)
            .withExitOnStopLeading(false)
            .withLeaderCallbacks(new LeaderCallbacks(() -> leading = true, this::stopped, _ -> {}))
            .build());
  }

  private void stopped() {
    boolean wasLeading = leading;
    leading = false;
    if (wasLeading && !resigned) {
      lost.countDown();
    }
  }

  boolean isLeading() {
    return leading;
  }

  /** Returns when it leads no more, though nobody stopped it. */
  void awaitLoss() throws InterruptedException {
    lost.await();
  }

  /** It is being stopped: that it leads no more is no loss. */
  void resign() {
    resigned = true;
  }

  /** Gives the Lease back, where it has it. */
  void release() {
    try {
      namespace.ifPresent(this::release);
    } catch (KubernetesClientException e) {
      // Such as when the API server is away: it runs out within seconds.
      LOG.atDebug().setCause(e).log("The Lease cannot be given back");
    }
  }

  private void release(String where) {
    Resource<Lease> lease = client.resources(Lease.class).inNamespace(where).withName(name);
    Lease there = lease.get();
    if (there != null && identity.equals(there.getSpec().getHolderIdentity())) {
      // With the resource version: only if nobody else has taken it meanwhile.
      client
          .resource(
              new LeaseBuilder()
                  .withNewMetadata()
                  .withName(name)
                  .withNamespace(where)
                  .withResourceVersion(there.getMetadata().getResourceVersion())
                  .endMetadata()
                  .withNewSpec()
                  .withHolderIdentity("")
                  .withLeaseDurationSeconds(1)
                  .endSpec()
                  .build())
          .patch(PatchContext.of(PatchType.JSON_MERGE));
    }
  }
}
