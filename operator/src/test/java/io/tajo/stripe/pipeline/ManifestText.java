package io.tajo.stripe.pipeline;

import io.tajo.stripe.api.Manifest;
import io.tajo.stripe.api.ManifestException;
import io.tajo.stripe.api.Manifests;
import io.tajo.stripe.sandbox.BrevoOptions;
import io.tajo.stripe.sandbox.stripe.StripeOptions;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** A connector's manifest as a user writes it, field by field, and the keys that go with it. */
final class ManifestText {
  String name = "acme-" + UUID.randomUUID().toString().replace("-", "");
  String stripeKey = StripeOptions.DEFAULT_KEY;
  String brevoKey = BrevoOptions.API_KEY;

  private final Map<String, String> spec = new TreeMap<>();

  ManifestText() {
    set("stripe", "{secretKey: {name: acme, key: stripe}, requestsPerSecond: 500}");
    brevo("consent: {newContacts: Subscribed, metadataKey: marketing_opt_in}");
  }

  /** Sets a field of the spec, as YAML on one line. */
  void set(String field, String yaml) {
    spec.put(field, yaml);
  }

  /** Sets {@code spec.brevo}, the key and the lists apart. */
  void brevo(String more) {
    set(
        "brevo",
        "{apiKey: {name: acme, key: brevo},"
            + " lists: {allCustomers: 20, subscribers: 21, churned: 22}, "
            + more
            + "}");
  }

  Manifest read(InstantSource clock) {
    String yaml =
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: acme}
        stringData: {stripe: '%s', brevo: '%s', signing: whsec_test}
        ---
        apiVersion: connectors.tajo.io/v1alpha1
        kind: StripeConnector
        metadata: {name: '%s'}
        spec:
        """
                .formatted(stripeKey, brevoKey, name)
            + spec.entrySet().stream()
                .map(field -> "  " + field.getKey() + ": " + field.getValue() + "\n")
                .collect(Collectors.joining());
    try {
      return new Manifests(clock, Map.of(), mapping -> Map.of()).read(yaml, Optional.empty());
    } catch (ManifestException e) {
      throw new AssertionError(e.problems().toString(), e);
    }
  }
}
