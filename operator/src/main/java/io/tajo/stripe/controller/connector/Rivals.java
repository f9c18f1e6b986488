package io.tajo.stripe.controller.connector;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.controller.status.Rival;
import io.tajo.stripe.pipeline.Claims;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Connectors that write to the same Brevo organisation, among those that this operator watches. Of
 * two that claim the same list or attribute there, the younger does not run. Has the others looked
 * at when the organisation of one becomes known.
 */
final class Rivals extends SimpleInboundEventSource<StripeConnector> {
  private static final Comparator<StripeConnector> BY_AGE =
      Comparator.comparing((StripeConnector it) -> it.getMetadata().getCreationTimestamp())
          .thenComparing(it -> it.getMetadata().getNamespace())
          .thenComparing(it -> it.getMetadata().getName());

  private final IndexerResourceCache<StripeConnector> connectors;

  /** What Brevo told to this process; before that, statuses tell what it told to another. */
  private final Map<ResourceID, String> organizations = new ConcurrentHashMap<>();

  Rivals(IndexerResourceCache<StripeConnector> connectors) {
    super("rivals");
    this.connectors = connectors;
  }

  /**
   * Who holds a connector back.
   *
   * @param organization whose its key is, where Brevo told
   */
  Optional<Rival> of(StripeConnector connector, Optional<String> organization) {
    organization.ifPresent(it -> note(connector, it));
    Claims claims = Claims.of(connector.getSpec());
    return others(connector)
        .filter(other -> !other.isMarkedForDeletion())
        .filter(other -> BY_AGE.compare(other, connector) < 0)
        .sorted(BY_AGE)
        .map(older -> rival(older, claims))
        .filter(rival -> !rival.shared().isEmpty())
        .findFirst();
  }

  /**
   * Whether an older connector claims the same in what may be the same organisation: one whose keys
   * were not taken so far must not write before that is known.
   */
  boolean mayHold(StripeConnector connector) {
    Claims claims = Claims.of(connector.getSpec());
    return (connector.getStatus() == null
            || !Boolean.TRUE.equals(connector.getStatus().connected()))
        && organization(connector).isEmpty()
        && connectors
            .list()
            .filter(other -> !other.isMarkedForDeletion())
            .filter(other -> BY_AGE.compare(other, connector) < 0)
            .anyMatch(older -> !rival(older, claims).shared().isEmpty());
  }

  private void note(StripeConnector connector, String organization) {
    ResourceID id = ResourceID.fromResource(connector);
    if (!organization.equals(organizations.put(id, organization))) {
      organizations.keySet().removeIf(known -> connectors.get(known).isEmpty());
      others(connector).map(ResourceID::fromResource).toList().forEach(this::propagateEvent);
    }
  }

  private Optional<String> organization(StripeConnector connector) {
    return Optional.ofNullable(organizations.get(ResourceID.fromResource(connector)))
        .or(() ->
            Optional.ofNullable(connector.getStatus())
                .map(StripeConnectorStatus::brevoOrganization));
  }

  private Stream<StripeConnector> others(StripeConnector connector) {
    Optional<String> own = organization(connector);
    return own.isEmpty()
        ? Stream.empty()
        : connectors
            .list()
            .filter(other -> organization(other).equals(own))
            .filter(other -> BY_AGE.compare(other, connector) != 0);
  }

  private static Rival rival(StripeConnector older, Claims claims) {
    return new Rival(
        older.getMetadata().getNamespace() + "/" + older.getMetadata().getName(),
        claims.sharedWith(Claims.of(older.getSpec())));
  }
}
