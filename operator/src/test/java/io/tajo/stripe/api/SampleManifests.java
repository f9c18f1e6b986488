package io.tajo.stripe.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Files that tests read. */
final class SampleManifests {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T09:00:00Z"), ZoneOffset.UTC);

  static final String SECRETS =
      """
      apiVersion: v1
      kind: Secret
      metadata: {name: acme-stripe, namespace: marketing}
      stringData: {secret-key: "${STRIPE_SECRET_KEY}", webhook-secret: whsec_1}
      ---
      apiVersion: v1
      kind: Secret
      metadata: {name: acme-brevo, namespace: marketing}
      data: {api-key: eGtleXNpYi0xCg==}
      ---
      """;

  static final String CONNECTOR =
      """
      apiVersion: connectors.tajo.io/v1alpha1
      kind: StripeConnector
      metadata: {name: acme, namespace: marketing}
      spec:
        stripe:
          secretKey: {name: acme-stripe, key: secret-key}
        brevo:
          apiKey: {name: acme-brevo, key: api-key}
          lists: {allCustomers: 20}
          consent: {newContacts: Subscribed}
      """;

  static final String EVERYTHING =
      """
      apiVersion: connectors.tajo.io/v1alpha1
      kind: StripeConnector
      metadata: {name: acme, namespace: marketing}
      spec:
        suspend: false
        stripe:
          secretKey: {name: acme-stripe, key: secret-key}
          account: acct_123
          requestsPerSecond: 40
          readsPerMonth: 200000
        brevo:
          apiKey: {name: acme-brevo, key: api-key}
          lists: {allCustomers: 20, subscribers: 21, churned: 22}
          attributes: Create
          attributePrefix: ""
          consent: {newContacts: Subscribed, metadataKey: marketing_opt_in}
        sync:
          resources: [customers, payments, subscriptions, invoices, products, checkoutSessions]
          since: "2023-01-01"
          guestCheckouts: Ignore
          schedule: {incremental: "*/15 * * * *", full: "0 3 * * 0", timeZone: Europe/Paris}
        fieldMapping: {email: email, name: FULLNAME, total_spent: TOTAL_SPENT, metadata.customer_tier: VIP_TIER}
        currency: {reporting: usd, rates: {eur: "1.08"}}
        metrics: {mrr: {discounts: Recurring, churnAt: PeriodEnd}}
        events: {prefix: stripe_, exclude: [customer.updated], maxAge: 24h, abandonedWithoutConsent: false}
        webhook:
          registration: Managed
          signingSecrets: [{name: acme-stripe, key: webhook-secret}]
          host: hooks.acme.example
          expose: {ingress: {className: traefik}}
          replicas: 2
          allowedSourceRanges: ["3.18.12.63/32"]
        store: {size: 5Gi}
        onCustomerDeleted: RemoveFromLists
        logging: {level: info, webhooks: false}
      """;

  private SampleManifests() {}

  /** Reads them; with two variables in the environment, and one source that it refuses. */
  static Manifests reader() {
    return new Manifests(
        CLOCK,
        Map.of("STRIPE_SECRET_KEY", "rk_test_1\n", "PUBLISHABLE", "pk_live_1"),
        mapping ->
            mapping.containsKey("nonsense") ? Map.of("nonsense", "no such source") : Map.of());
  }

  /** What is wrong in a file that has to be refused. */
  static List<String> problems(Manifests manifests, String file) {
    ManifestException refusal =
        catchThrowableOfType(ManifestException.class, () -> manifests.read(file, Optional.empty()));
    assertThat(refusal).as("refusal").isNotNull();
    return refusal.problems().stream().map(Problem::toString).toList();
  }
}
