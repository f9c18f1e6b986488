package io.tajo.stripe.controller.connector;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.controller.PodLooks;
import io.tajo.stripe.controller.PodStatuses;
import io.tajo.stripe.controller.model.Names;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What receivers tell, asked twice a minute. On a busy account counts differ each time: those alone
 * are taken over every other minute only, so that no status is written all the time.
 */
final class ReceiverLooks extends PodLooks<ReceiverAnswer, StripeConnector> {
  private static final Duration BETWEEN = Duration.ofSeconds(30);
  private static final Duration BETWEEN_COUNTS = Duration.ofMinutes(2);

  private final Predicate<ResourceID> serves;
  private final InstantSource clock;
  private final Map<ResourceID, Instant> taken = new ConcurrentHashMap<>();

  /**
   * Looks at nothing yet.
   *
   * @param serves whether a connector has receivers that could answer
   */
  ReceiverLooks(PodStatuses statuses, Predicate<ResourceID> serves, InstantSource clock) {
    super("receiver-status", ReceiverAnswer.class, BETWEEN, host -> asked(statuses, host, clock));
    this.serves = serves;
    this.clock = clock;
  }

  private static Optional<ReceiverAnswer> asked(
      PodStatuses statuses, String host, InstantSource clock) {
    Instant at = clock.instant();
    return statuses.receiver(host).map(status -> new ReceiverAnswer(status, at));
  }

  @Override
  public void onResourceCreated(StripeConnector connector) {
    ask(
        ResourceID.fromResource(connector),
        new Target(connector.getMetadata().getUid(), Names.of(connector).receiverHost()));
  }

  @Override
  public void onResourceUpdated(StripeConnector now, StripeConnector before) {
    onResourceCreated(now);
  }

  @Override
  public void onResourceDeleted(StripeConnector connector) {
    super.onResourceDeleted(connector);
    taken.remove(ResourceID.fromResource(connector));
  }

  @Override
  protected boolean serves(ResourceID id) {
    return serves.test(id);
  }

  /** What is held back comes with a later answer: receivers are asked on and on. */
  @Override
  protected boolean matters(ResourceID id, ReceiverAnswer answer) {
    StripeConnectorStatus told = answer.status();
    Instant now = clock.instant();
    Optional<StripeConnectorStatus> known = getSecondaryResource(id).map(ReceiverAnswer::status);
    if (known.equals(Optional.of(told)) && told.lastFullSyncTime() != null) {
      return false; // When it was told is of no interest.
    }
    boolean alike =
        known.map(ReceiverLooks::withoutCounts).equals(Optional.of(withoutCounts(told)));
    if (alike && now.isBefore(taken.getOrDefault(id, Instant.MIN).plus(BETWEEN_COUNTS))) {
      return false;
    }
    taken.put(id, now);
    return true;
  }

  /** Events that were given up are told at once: somebody has to do something. */
  private static StripeConnectorStatus withoutCounts(StripeConnectorStatus told) {
    StripeConnectorStatus.@Nullable Webhook webhook = told.webhook();
    return StripeConnectorStatus.builder()
        .lastSyncTime(told.lastSyncTime())
        .lastFullSyncTime(told.lastFullSyncTime())
        .readsSpentUntil(told.readsSpentUntil())
        .webhook(
            webhook == null
                ? null
                : new StripeConnectorStatus.Webhook(
                    webhook.url(), webhook.endpointId(), 0, webhook.failed()))
        .conditions(told.conditions())
        .build();
  }
}
