package io.tajo.stripe.bench;

import io.tajo.stripe.api.Manifest;
import io.tajo.stripe.api.ManifestException;
import io.tajo.stripe.api.Manifests;
import io.tajo.stripe.pipeline.ConnectorSettings;
import io.tajo.stripe.pipeline.Database;
import io.tajo.stripe.pipeline.LedgerConnector;
import io.tajo.stripe.pipeline.Progress;
import io.tajo.stripe.pipeline.RunReport;
import io.tajo.stripe.pipeline.RunRequest;
import io.tajo.stripe.sandbox.BrevoOptions;
import io.tajo.stripe.sandbox.Sandbox;
import io.tajo.stripe.sandbox.stripe.ApiKey;
import io.tajo.stripe.sandbox.stripe.StripeOptions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * A connector between the two accounts of a sandbox.
 *
 * @param name of the connector; a ledger of its own belongs to each
 * @param resources as in {@code spec.sync.resources}
 * @param requestsPerSecond as in {@code spec.stripe.requestsPerSecond}
 */
record Trial(Sandbox sandbox, String name, String resources, int requestsPerSecond) {
  static final String STRIPE_KEY = StripeOptions.DEFAULT_KEY.replace("_test_", "_live_");

  /** A live account, with the limits that Stripe has for it. */
  static StripeOptions live(long customers, int chargesPerCustomer) {
    return StripeOptions.at(Instant.now())
        .live()
        .withKeys(ApiKey.secret(STRIPE_KEY))
        .withCustomers(customers, chargesPerCustomer);
  }

  /** What a process needs to reach the accounts. */
  Map<String, String> environment() {
    return Map.of(
        "STRIPE_API_BASE",
        sandbox.stripeBase().toString(),
        "BREVO_API_BASE",
        sandbox.brevoBase().toString(),
        "STRIPE_SECRET_KEY",
        STRIPE_KEY,
        "BREVO_API_KEY",
        BrevoOptions.API_KEY);
  }

  String manifest() {
    return """
    apiVersion: v1
    kind: Secret
    metadata: {name: keys}
    stringData: {stripe: "${STRIPE_SECRET_KEY}", brevo: "${BREVO_API_KEY}"}
    ---
    apiVersion: connectors.tajo.io/v1alpha1
    kind: StripeConnector
    metadata: {name: %s}
    spec:
      stripe:
        secretKey: {name: keys, key: stripe}
        requestsPerSecond: %d
      brevo:
        apiKey: {name: keys, key: brevo}
        lists: {allCustomers: 20, subscribers: 21, churned: 22}
        consent: {newContacts: Subscribed, metadataKey: marketing_opt_in}
      sync: {resources: %s}
      fieldMapping:
        email: email
        first_name: FIRSTNAME
        last_name: LASTNAME
        phone: SMS
        country: COUNTRY
        total_spent: TOTAL_SPENT
        payment_count: PAYMENT_COUNT
        average_order_value: AVERAGE_ORDER_VALUE
        last_payment_date: LAST_PAYMENT_DATE
        subscription_status: SUBSCRIPTION_STATUS
        plan_name: PLAN_NAME
        mrr: MRR
        subscription_start: SUBSCRIPTION_START
    """
        .formatted(name, requestsPerSecond, resources);
  }

  /** In this process. */
  LedgerConnector connector(Site site) throws ManifestException {
    Manifest manifest =
        new Manifests(InstantSource.system(), environment(), _ -> Map.of())
            .read(manifest(), Optional.empty());
    ConnectorSettings settings =
        new ConnectorSettings(manifest, sandbox.stripeBase(), sandbox.brevoBase());
    return new LedgerConnector(settings, new Database.External(site.databaseUrl()));
  }

  /** Runs once in this process. */
  RunReport run(Site site, RunRequest request, Progress progress)
      throws ManifestException, InterruptedException {
    try (LedgerConnector connector = connector(site)) {
      RunReport report = connector.run(request, progress);
      if (!report.success()) {
        throw new IllegalStateException(name + ": " + report.problems());
      }
      return report;
    }
  }
}
