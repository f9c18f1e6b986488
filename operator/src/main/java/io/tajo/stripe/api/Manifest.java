package io.tajo.stripe.api;

import java.util.List;
import java.util.Objects;

/**
 * One connector, ready to run.
 *
 * @param notices what was in the file and is not used here
 */
public record Manifest(StripeConnector connector, SecretValues secrets, List<String> notices) {
  public String name() {
    return connector.getMetadata().getName();
  }

  /** The namespace, {@code default} where the document names none. */
  public String namespace() {
    return Objects.requireNonNullElse(connector.getMetadata().getNamespace(), "default");
  }

  public StripeConnectorSpec spec() {
    return connector.getSpec();
  }
}
