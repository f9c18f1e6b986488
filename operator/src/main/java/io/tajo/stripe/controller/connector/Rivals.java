package io.tajo.stripe.controller.connector;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.controller.status.Rival;
import io.tajo.stripe.pipeline.Claims;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Connectors that write to the same Brevo organisation, among those that this operator watches. Of
 * two that claim the same list or attribute there, the younger does not run.
 */
final class Rivals {
  private static final Comparator<StripeConnector> BY_AGE =
      Comparator.comparing((StripeConnector it) -> it.getMetadata().getCreationTimestamp())
          .thenComparing(it -> it.getMetadata().getNamespace())
          .thenComparing(it -> it.getMetadata().getName());

  private final IndexerResourceCache<StripeConnector> connectors;

  /** What Brevo told to this process; before that, statuses tell what it told to another. */
  private final Map<ResourceID, String> organizations = new ConcurrentHashMap<>();

  Rivals(IndexerResourceCache<StripeConnector> connectors) {
    this.connectors = connectors;
  }

  /**
   * Notes whose organisation a key is of.
   *
   * @return the connectors that have to be looked at again, since it was not known
   */
  List<ResourceID> note(StripeConnector connector, String organization) {
    ResourceID id = ResourceID.fromResource(connector);
    if (organization.equals(organizations.put(id, organization))) {
      return List.of();
    }
    organizations.keySet().removeIf(known -> connectors.get(known).isEmpty());
    return others(connector).map(ResourceID::fromResource).toList();
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

  /** Who holds a connector back. */
  Optional<Rival> of(StripeConnector connector) {
    Claims claims = Claims.of(connector.getSpec());
    return others(connector)
        .filter(other -> !other.isMarkedForDeletion())
        .filter(other -> BY_AGE.compare(other, connector) < 0)
        .sorted(BY_AGE)
        .map(older -> rival(older, claims))
        .filter(rival -> !rival.shared().isEmpty())
        .findFirst();
  }

  private static Rival rival(StripeConnector older, Claims claims) {
    return new Rival(
        older.getMetadata().getNamespace() + "/" + older.getMetadata().getName(),
        claims.sharedWith(Claims.of(older.getSpec())));
  }
}
