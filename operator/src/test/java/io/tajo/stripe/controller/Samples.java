package io.tajo.stripe.controller;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.tajo.stripe.api.Json;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.api.StripeConnectorSpec;

/** Connectors as users write them, for tests that need no cluster. */
public final class Samples {
  /** In the namespace {@code shop}, with its keys in the Secret {@code acme}. */
  public static final String MINIMAL =
      """
      "stripe": {"secretKey": {"name": "acme", "key": "stripe"}},
      "brevo": {"apiKey": {"name": "acme", "key": "brevo"},
                "lists": {"allCustomers": 20}, "consent": {"newContacts": "Blocklisted"}}
      """;

  private Samples() {}

  /**
   * A connector of generation 3, made at 2026-01-05T10:00:00Z, a Monday.
   *
   * @param more members of the spec besides the minimal ones, as JSON
   */
  public static StripeConnector connector(String name, String... more) {
    return of(name, MINIMAL + (more.length == 0 ? "" : ", " + String.join(", ", more)));
  }

  /** A connector whose spec has just these members, as JSON. */
  public static StripeConnector of(String name, String members) {
    StripeConnector connector = new StripeConnector();
    connector.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withNamespace("shop")
            .withUid("7c0e")
            .withGeneration(3L)
            .withCreationTimestamp("2026-01-05T10:00:00Z")
            .build());
    try {
      connector.setSpec(Json.MAPPER.readValue("{" + members + "}", StripeConnectorSpec.class));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException(members, e);
    }
    return connector;
  }
}
