package io.tajo.stripe.controller.model;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.tajo.stripe.api.StripeConnector;
import java.util.Map;
import java.util.Optional;

/** The labels of all that the operator makes, and of the Secrets that it may read. */
public final class Labels {
  /** A user's Secret is read only where the user has put this on it. */
  public static final String SECRET = "connectors.tajo.io/secret";

  /** As a label selector. */
  public static final String SECRETS = SECRET + "=true";

  /** What the operator calls itself: in labels, {@code managedFields}, events and its Lease. */
  public static final String OPERATOR = "stripe-connector-operator";

  static final String COMPONENT = "app.kubernetes.io/component";

  private static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  /** All that the operator makes, as a label selector. */
  public static final String MANAGED = MANAGED_BY + "=" + OPERATOR;

  /** What belongs to receivers, as a label selector. */
  public static final String RECEIVERS = MANAGED + "," + COMPONENT + "=receiver";

  private static final String NAME = "app.kubernetes.io/name";
  private static final String INSTANCE = "app.kubernetes.io/instance";

  /** All that is made for connectors is called so, in the label. */
  private static final String PRODUCT = "stripe-connector";

  private Labels() {}

  /** Of one part of a connector. */
  static Map<String, String> of(Names names, Component component) {
    return Map.of(
        NAME,
        PRODUCT,
        INSTANCE,
        names.connector(),
        COMPONENT,
        component.label(),
        MANAGED_BY,
        OPERATOR);
  }

  /** What selects the pods of a part: it never changes. */
  static Map<String, String> selector(Names names, Component component) {
    return Map.of(NAME, PRODUCT, INSTANCE, names.connector(), COMPONENT, component.label());
  }

  /** What selects all pods of a connector. */
  static Map<String, String> selector(Names names) {
    return Map.of(NAME, PRODUCT, INSTANCE, names.connector());
  }

  static ObjectMeta metadata(Names names, String name, Component component) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(names.namespace())
        .withLabels(of(names, component))
        .build();
  }

  /** Of what belongs to receivers. */
  public static Map<String, String> ofReceiver(Names names) {
    return of(names, Component.RECEIVER);
  }

  /** Of what belongs to the connector's own PostgreSQL. */
  public static Map<String, String> ofDatabase(Names names) {
    return of(names, Component.DATABASE);
  }

  /** Of a run that the operator makes. */
  public static Map<String, String> ofRun(StripeConnector connector) {
    return of(Names.of(connector), Component.SYNC);
  }

  /** The connector that an object was made for; empty: it was made by somebody else. */
  public static Optional<String> connector(HasMetadata object) {
    Map<String, String> labels = object.getMetadata().getLabels();
    return labels == null || !OPERATOR.equals(labels.get(MANAGED_BY))
        ? Optional.empty()
        : Optional.ofNullable(labels.get(INSTANCE));
  }

  /** A part of a connector. */
  enum Component {
    RECEIVER("receiver"),
    DATABASE("database"),
    SYNC("sync");

    private final String label;

    Component(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }
}
