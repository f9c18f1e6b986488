package io.tajo.stripe.controller.input;

import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.controller.model.Labels;
import io.tajo.stripe.controller.model.SecretRefs;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The Secrets that users have opened to the operator. A change of one leads to the connectors that
 * name it, whichever of the two was there first.
 */
public final class UserSecrets {
  private static final String NAME = "user-secrets";
  private static final String BY_SECRET = "secret";

  /** What watches them, for one reconciler. */
  public EventSource<Secret, StripeConnector> source(EventSourceContext<StripeConnector> context) {
    context
        .getPrimaryCache()
        .addIndexer(
            BY_SECRET,
            connector ->
                SecretRefs.all(connector.getSpec()).stream()
                    .map(ref -> key(connector.getMetadata().getNamespace(), ref.name()))
                    .distinct()
                    .toList());
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(Secret.class, StripeConnector.class)
            .withName(NAME)
            .withLabelSelector(Labels.SECRETS)
            .withSecondaryToPrimaryMapper(secret ->
                context
                    .getPrimaryCache()
                    .byIndex(
                        BY_SECRET,
                        key(secret.getMetadata().getNamespace(), secret.getMetadata().getName()))
                    .stream()
                    .map(ResourceID::fromResource)
                    .collect(Collectors.toSet()))
            .withPrimaryToSecondaryMapper(UserSecrets::named)
            .build(),
        context);
  }

  private static String key(String namespace, String name) {
    return namespace + "/" + name;
  }

  private static Set<ResourceID> named(StripeConnector connector) {
    return SecretRefs.all(connector.getSpec()).stream()
        .map(ref -> new ResourceID(ref.name(), connector.getMetadata().getNamespace()))
        .collect(Collectors.toSet());
  }

  /** By name, those of a connector's namespace. */
  public Function<String, Optional<Secret>> of(
      StripeConnector connector, Context<StripeConnector> context) {
    InformerEventSource<Secret, StripeConnector> source =
        (InformerEventSource<Secret, StripeConnector>)
            context.eventSourceRetriever().getEventSourceFor(Secret.class, NAME);
    String namespace = connector.getMetadata().getNamespace();
    return name -> source.get(new ResourceID(name, namespace));
  }
}
