package io.tajo.stripe.api;

import static io.tajo.stripe.api.SampleManifests.CONNECTOR;
import static io.tajo.stripe.api.SampleManifests.EVERYTHING;
import static io.tajo.stripe.api.SampleManifests.SECRETS;
import static io.tajo.stripe.api.SampleManifests.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong in a file: told all at once, where it stands and what would be right. */
class RefusedManifestsTest {
  private final Manifests manifests = SampleManifests.reader();

  @Test
  void tellsAllProblemsAtOnceWithTheirLines() {
    String file =
        SECRETS
            + """
            apiVersion: connectors.tajo.io/v1alpha1
            kind: StripeConnector
            metadata: {name: acme, namespace: marketing}
            spec:
              stripe:
                secretKey: {name: acme-stripe, key: secretkey}
                requestPerSecond: 4
              brevo:
                apiKey: {name: acme-brevo, key: api-key}
                lists: {allCustomer: 20, subscribers: "21"}
            """;

    assertThat(problems(manifests, file))
        .containsExactly(
            "line 16: StripeConnector acme: spec.stripe.secretKey.key: Secret acme-stripe has no"
                + " key secretkey, it has secret-key, webhook-secret",
            "line 17: StripeConnector acme: spec.stripe.requestPerSecond: unknown field, did you"
                + " mean requestsPerSecond?",
            "line 18: StripeConnector acme: spec.brevo.consent: is required. What a customer of"
                + " Stripe has agreed to.",
            "line 20: StripeConnector acme: spec.brevo.lists.allCustomer: unknown field, did you"
                + " mean allCustomers?",
            "line 20: StripeConnector acme: spec.brevo.lists.allCustomers: is required. Id of the"
                + " list of every contact.",
            "line 20: StripeConnector acme: spec.brevo.lists.subscribers: must be a whole number,"
                + " but is text");
  }

  /** Under {@code spec:}: what replaces what, the path of the problem, and its gist. */
  static Stream<Arguments> refused() {
    return Stream.of(
        row(
            "suspend: false",
            "suspend: maybe",
            "spec.suspend",
            "must be true or false, but is text"),
        row("suspend: false", "suspended: false", "spec.suspended", "did you mean suspend?"),
        row("account: acct_123", "account: acme", "spec.stripe.account", "like acct_1234"),
        row(
            "requestsPerSecond: 40",
            "requestsPerSecond: 0",
            "spec.stripe.requestsPerSecond",
            "at least 1"),
        row(
            "requestsPerSecond: 40",
            "requestsPerSecond: 4000",
            "spec.stripe.requestsPerSecond",
            "at most"),
        row(
            "requestsPerSecond: 40",
            "requestsPerSecond: 1.5",
            "spec.stripe.requestsPerSecond",
            "whole number"),
        row(
            "readsPerMonth: 200000",
            "readsPerMonth: 10",
            "spec.stripe.readsPerMonth",
            "at least 1000"),
        row(
            "secretKey: {name: acme-stripe, key: secret-key}",
            "secretKey: sk_live_9",
            "spec.stripe.secretKey",
            "must be an object with fields, but is text"),
        row(
            "secretKey: {name: acme-stripe, key: secret-key}",
            "secretKey: {name: acme-strip, key: secret-key}",
            "spec.stripe.secretKey",
            "no Secret acme-strip in namespace marketing of this file, did you mean acme-stripe?"),
        row(
            "secretKey: {name: acme-stripe, key: secret-key}",
            "secretKey: {name: acme-stripe, key: webhook-secret}",
            "spec.stripe.secretKey",
            "webhook signing secret"),
        row(
            "secretKey: {name: acme-stripe, key: secret-key}",
            "secretKey: {name: acme-stripe, key: secret-key, namespace: other}",
            "spec.stripe.secretKey.namespace",
            "unknown field"),
        row(
            "apiKey: {name: acme-brevo, key: api-key}",
            "attributes: Create",
            "spec.brevo.apiKey",
            "is required, or oauth instead"),
        row(
            "apiKey: {name: acme-brevo, key: api-key}",
            "apiKey: {name: acme-brevo, key: api-key}\n    oauth: {clientId: {name: acme-brevo, key: api-key}, clientSecret: {name: acme-brevo, key: api-key}}",
            "spec.brevo",
            "exclude each other"),
        row(
            "apiKey: {name: acme-brevo, key: api-key}",
            "apiKey: {name: acme-stripe, key: secret-key}",
            "spec.brevo.apiKey",
            "holds an API key of Stripe"),
        row(
            "subscribers: 21",
            "subscribers: 20",
            "spec.brevo.lists.subscribers",
            "20 is the list of allCustomers already"),
        row(
            "churned: 22",
            "churned: 21",
            "spec.brevo.lists.churned",
            "21 is the list of subscribers already"),
        row("churned: 22", "churned: -1", "spec.brevo.lists.churned", "at least 1"),
        row(
            "churned: 22",
            "churned: 99999999999999999999",
            "spec.brevo.lists.churned",
            "whole number"),
        row(
            "attributes: Create",
            "attributes: create",
            "spec.brevo.attributes",
            "\"create\" is not one of Create, Require, did you mean Create?"),
        row(
            "attributePrefix: \"\"",
            "attributePrefix: \"a b\"",
            "spec.brevo.attributePrefix",
            "not of the form"),
        row(
            "newContacts: Subscribed, ",
            "",
            "spec.brevo.consent.newContacts",
            "is required. Whether a contact that is new"),
        row(
            "newContacts: Subscribed, ",
            "newContacts: , ",
            "spec.brevo.consent.newContacts",
            "is required"),
        row(
            "[customers, payments, subs",
            "[customer, payments, subs",
            "spec.sync.resources[0]",
            "did you mean customers?"),
        row(
            "[customers, payments, subs",
            "[payments, payments, subs",
            "spec.sync.resources[1]",
            "is there twice"),
        row(
            "[customers, payments, subscriptions, invoices, products, checkoutSessions]",
            "[]",
            "spec.sync.resources",
            "must not be empty"),
        row("\"2023-01-01\"", "2023-02-30", "spec.sync.since", "there is no date 2023-02-30"),
        row("\"2023-01-01\"", "01.01.2023", "spec.sync.since", "YYYY-MM-DD"),
        row("\"2023-01-01\"", "2026-11-25", "spec.sync.since", "in the future"),
        row(
            "\"*/15 * * * *\"",
            "every 15 minutes",
            "spec.sync.schedule.incremental",
            "no cron expression"),
        row("\"0 3 * * 0\"", "\"0 3 30 2 *\"", "spec.sync.schedule.full", "no cron expression"),
        row("\"0 3 * * 0\"", "\"0 0 3 * * 0\"", "spec.sync.schedule.full", "no cron expression"),
        row(
            "Europe/Paris",
            "Europe/Pariss",
            "spec.sync.schedule.timeZone",
            "did you mean Europe/Paris?"),
        row("name: FULLNAME", "nonsense: FULLNAME", "spec.fieldMapping.nonsense", "no such source"),
        row(
            "name: FULLNAME",
            "name: [A, B]",
            "spec.fieldMapping.name",
            "must be text, but is a list"),
        row("reporting: usd, ", "", "spec.currency.rates", "no meaning without currency.reporting"),
        row("reporting: usd", "reporting: dollar", "spec.currency.reporting", "like usd"),
        row("eur: \"1.08\"", "eur: 1.08", "spec.currency.rates.eur", "put it in quotes"),
        row("eur: \"1.08\"", "eur: \"1,08\"", "spec.currency.rates.eur", "not of the form"),
        row("eur: \"1.08\"", "eur: \"-1\"", "spec.currency.rates.eur", "not of the form"),
        row("eur: \"1.08\"", "eur: \"0.00\"", "spec.currency.rates.eur", "must be above 0"),
        row(
            "eur: \"1.08\"",
            "USD: \"1\"",
            "spec.currency.rates.USD",
            "is the reporting currency itself"),
        row("eur: \"1.08\"", "euro: \"1\"", "spec.currency.rates.euro", "three letters"),
        row(
            "eur: \"1.08\"",
            "eur: \"1.08\", EUR: \"1\"",
            "spec.currency.rates.EUR",
            "is there twice"),
        row(
            "eur: \"1.08\"",
            "eur: \"1.08\", eur: \"1\"",
            "spec.currency.rates.eur",
            "is there twice"),
        row(
            "discounts: Recurring",
            "discounts: Some",
            "spec.metrics.mrr.discounts",
            "None, Recurring, All"),
        row("prefix: stripe_", "prefix: \"stripe.\"", "spec.events.prefix", "not of the form"),
        row(
            "exclude: [customer.updated]",
            "exclude: [\"*.updated\"]",
            "spec.events.exclude[0]",
            "not of the form"),
        row(
            "exclude: [customer.updated]",
            "exclude: customer.updated",
            "spec.events.exclude",
            "must be a list"),
        row("maxAge: 24h", "maxAge: 1 day", "spec.events.maxAge", "24h"),
        row("maxAge: 24h", "maxAge: 0h", "spec.events.maxAge", "above 0"),
        row(
            "registration: Managed",
            "registration: Auto",
            "spec.webhook.registration",
            "Managed, Manual"),
        row(
            "    host: hooks.acme.example\n    expose: {ingress: {className: traefik}}\n",
            "",
            "spec.webhook.host",
            "is required where the endpoint is Managed"),
        row(
            "    host: hooks.acme.example\n",
            "",
            "spec.webhook.host",
            "is required where something is exposed"),
        row(
            "hooks.acme.example",
            "https://hooks.acme.example",
            "spec.webhook.host",
            "without https://"),
        row(
            "{ingress: {className: traefik}}",
            "{ingress: {}, gateway: {parentRefs: [{name: g}]}}",
            "spec.webhook.expose",
            "exclude each other"),
        row(
            "{ingress: {className: traefik}}",
            "{}",
            "spec.webhook.expose",
            "give ingress or gateway"),
        row(
            "{ingress: {className: traefik}}",
            "{gateway: {}}",
            "spec.webhook.expose.gateway.parentRefs",
            "is required"),
        row(
            "replicas: 2",
            "replicas: 2\n    autoscaling: {minReplicas: 1, maxReplicas: 3}",
            "spec.webhook",
            "replicas and autoscaling exclude each other"),
        row(
            "replicas: 2",
            "autoscaling: {minReplicas: 4, maxReplicas: 3}",
            "spec.webhook.autoscaling.minReplicas",
            "must not exceed maxReplicas"),
        row(
            "key: webhook-secret}]",
            "key: webhook-secret}, {name: acme-stripe, key: webhook-secret}]",
            "spec.webhook.signingSecrets[1]",
            "is there twice"),
        row(
            "key: webhook-secret}]",
            "key: secret-key}]",
            "spec.webhook.signingSecrets[0]",
            "holds an API key of Stripe"),
        row(
            "3.18.12.63/32",
            "3.18.12.63",
            "spec.webhook.allowedSourceRanges[0]",
            "no address range"),
        row(
            "3.18.12.63/32",
            "3.18.12.63/33",
            "spec.webhook.allowedSourceRanges[0]",
            "no address range"),
        row("store: {size: 5Gi}", "store: {size: 5 GB}", "spec.store.size", "like 20Gi"),
        row(
            "store: {size: 5Gi}",
            "store: {size: 5Gi, postgres: {url: {name: acme-stripe, key: secret-key}}}",
            "spec.store.size",
            "no meaning with postgres"),
        row(
            "store: {size: 5Gi}",
            "store: {postgres: {url: {name: acme-stripe, key: secret-key}}}",
            "spec.store.postgres.url",
            "holds an API key of Stripe"),
        row(
            "RemoveFromLists",
            "Delete",
            "spec.onCustomerDeleted",
            "RemoveFromLists, Retain, DeleteContact"),
        row(
            "level: info",
            "level: loud",
            "spec.logging.level",
            "error, warn, info, debug, verbose"),
        row(
            "connectors.tajo.io/v1alpha1",
            "connectors.tajo.io/v1",
            "apiVersion",
            "must be connectors.tajo.io/v1alpha1"),
        row(
            "kind: StripeConnector\n",
            "kind: StripeConector\n",
            "kind",
            "unknown kind StripeConector, did you mean StripeConnector?"),
        row(
            "metadata: {name: acme, ",
            "metadata: {nmae: acme, ",
            "metadata.nmae",
            "did you mean name?"),
        row("metadata: {name: acme, ", "metadata: {", "metadata.name", "is required"),
        row(
            "metadata: {name: acme, namespace: marketing}",
            "metadata: {name: acme}",
            "spec.stripe.secretKey",
            "the one of that name is in namespace marketing"),
        row("spec:\n", "spec: []\nspce:\n", "spce", "did you mean spec?"));
  }

  private static Arguments row(String there, String instead, String path, String gist) {
    return Arguments.of(there, instead, path, gist);
  }

  @ParameterizedTest(name = "{1} → {2}: {3}")
  @MethodSource("refused")
  void refuses(String there, String instead, String path, String gist) {
    assertThat(EVERYTHING).contains(there);

    assertThat(problems(manifests, SECRETS + EVERYTHING.replace(there, instead)))
        .anySatisfy(problem -> assertThat(problem).contains(" " + path + ": ", gist));
  }

  @ParameterizedTest(name = "{1} → {2}: {3}")
  @MethodSource("refused")
  void namesNoSecretInItsProblems(String there, String instead) {
    assertThat(String.join("\n", problems(manifests, SECRETS + EVERYTHING.replace(there, instead))))
        .doesNotContain("rk_test_1", "whsec_1", "xkeysib-1");
  }

  @Test
  void refusesSecretsThatCannotBeRight() {
    String file = SECRETS + CONNECTOR;

    assertThat(problems(manifests, file.replace("${STRIPE_SECRET_KEY}", "${STRIPE_KEY}")))
        .containsExactly(
            "line 4: Secret acme-stripe: stringData.secret-key: the environment variable"
                + " STRIPE_KEY is not set: export it first");
    assertThat(problems(manifests, file.replace("${STRIPE_SECRET_KEY}", "${PUBLISHABLE}")))
        .singleElement()
        .asString()
        .contains("spec.stripe.secretKey: key secret-key of Secret acme-stripe holds a publishable")
        .doesNotContain("pk_live_1");
    assertThat(problems(manifests, file.replace("${STRIPE_SECRET_KEY}", "  ")))
        .singleElement()
        .asString()
        .contains("is empty");
    String unfilled = "JHtCUkVWT19BUElfS0VZfQ=="; // ${BREVO_API_KEY}, applied without envsubst
    assertThat(problems(manifests, file.replace("eGtleXNpYi0xCg==", unfilled)))
        .singleElement()
        .asString()
        .contains("holds ${BREVO_API_KEY} itself, which nothing has filled in");
    assertThat(problems(manifests, file.replace("eGtleXNpYi0xCg==", "xkeysib-1!")))
        .containsExactly(
            "line 9: Secret acme-brevo: data.api-key: is not base64: put plain text under"
                + " stringData");
    assertThat(problems(manifests, file.replace("\"${STRIPE_SECRET_KEY}\"", "5")))
        .containsExactly(
            "line 4: Secret acme-stripe: stringData.secret-key: must be text, but is a number: put"
                + " it in quotes");
  }

  @Test
  void refusesFilesThatAreNoManifests() {
    assertThat(problems(manifests, ""))
        .containsExactly("there is no StripeConnector document in this file");
    assertThat(problems(manifests, "hello"))
        .first()
        .asString()
        .contains("must be a Kubernetes object");
    assertThat(problems(manifests, SECRETS + CONNECTOR + "  extra: [1\n"))
        .singleElement()
        .asString()
        .startsWith("line ")
        .contains("not YAML: ", "column");
    assertThat(problems(manifests, SECRETS + SECRETS + CONNECTOR))
        .anySatisfy(problem ->
            assertThat(problem)
                .contains("Secret marketing/acme-stripe is there twice in this file"));
    assertThat(problems(manifests, "a: &a [*a]")).isNotEmpty();
  }

  @Test
  void checksStripeSyncsToo() {
    String sync =
        """
        ---
        apiVersion: connectors.tajo.io/v1alpha1
        kind: StripeSync
        metadata: {generateName: acme-}
        spec: {connector: acme, type: Full, resources: [customers], since: "2023-01-01", dryRun: no, rewrite: 1}
        """;

    assertThat(problems(manifests, SECRETS + CONNECTOR + sync))
        .containsExactly(
            "line 25: StripeSync: spec.rewrite: must be true or false, but is a number");
  }
}
