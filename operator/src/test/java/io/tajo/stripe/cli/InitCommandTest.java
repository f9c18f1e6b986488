package io.tajo.stripe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tajo.stripe.api.LoggingSpec;
import io.tajo.stripe.api.Manifest;
import io.tajo.stripe.api.ManifestException;
import io.tajo.stripe.api.Manifests;
import io.tajo.stripe.api.SyncResource;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the documentation's configuration file to manifests. */
class InitCommandTest extends CommandScene {
  private static final String CONFIGURATION =
      """
      connectors:
        stripe:
          enabled: true
          secret_key: ${STRIPE_SECRET_KEY}
          webhook_secret: ${STRIPE_WEBHOOK_SECRET}
          sync:
            customers: true
            payments: true
            invoices: false
          lists:
            all_customers: 20
            subscribers: "21"
          field_mapping:
            email: email
            name: FULLNAME
            total_spent: TOTAL_SPENT
            metadata.tier: VIP_TIER
          debug: true
          log_level: verbose
          log_webhooks: true
      """;

  @BeforeEach
  void checkMappings() {
    mapping = Wiring.MAPPING;
  }

  private String init(String configuration, String... more) throws IOException {
    out.reset();
    err.reset();
    Files.writeString(file, configuration);
    String[] arguments = new String[more.length + 3];
    arguments[0] = "init";
    arguments[1] = "--from";
    arguments[2] = file.toString();
    System.arraycopy(more, 0, arguments, 3, more.length);
    assertThat(run(arguments)).as(err()).isZero();
    return out();
  }

  /** The output once everything that is to be chosen is, by taking the comments away. */
  private static Manifest filledIn(String yaml) throws ManifestException {
    String chosen = yaml.replaceAll("(?m)^( *)# (.*  # choose: )", "$1$2");
    return new Manifests(
            InstantSource.system(),
            Map.of("STRIPE_SECRET_KEY", "rk_test_1", "STRIPE_WEBHOOK_SECRET", "whsec_1"),
            Wiring.MAPPING)
        .read(chosen, Optional.empty());
  }

  @Test
  void everyTermOfTheDocumentationHasItsPlace() throws Exception {
    String yaml = init(CONFIGURATION, "--name", "acme", "--namespace", "marketing");

    assertThat(yaml)
        .isEqualTo(
            """
            apiVersion: v1
            kind: Secret
            metadata:
              name: acme
              namespace: marketing
              labels: {connectors.tajo.io/secret: "true"}  # the operator uses no other
            stringData:
              stripe-secret-key: ${STRIPE_SECRET_KEY}
              stripe-webhook-secret: ${STRIPE_WEBHOOK_SECRET}
              # brevo-api-key: xkeysib-...  # choose: Brevo's API key (Settings > SMTP & API > API keys), which the file does not name
            ---
            apiVersion: connectors.tajo.io/v1alpha1
            kind: StripeConnector
            metadata:
              name: acme
              namespace: marketing
            spec:
              stripe:
                secretKey: {name: acme, key: stripe-secret-key}
              webhook:
                signingSecrets: [{name: acme, key: stripe-webhook-secret}]
              sync:
                resources: [customers, payments]
              brevo:
                apiKey: {name: acme, key: brevo-api-key}
                lists:
                  allCustomers: 20
                  subscribers: 21
                consent:
                  # newContacts: Subscribed  # choose: Subscribed where customers have agreed to marketing e-mail, else Blocklisted
              fieldMapping:
                email: email
                name: FULLNAME
                total_spent: TOTAL_SPENT
                metadata.tier: VIP_TIER
              logging:
                level: verbose
                webhooks: true
            """);
    assertThat(err())
        .contains(
            "to be chosen: brevo-api-key",
            "to be chosen: newContacts",
            "stripe-secret-key of the Secret is filled in from the environment by this program,"
                + " but not by kubectl");
    Manifest manifest = filledIn(yaml);
    assertThat(manifest.secrets().signingSecrets()).containsExactly("whsec_1");
    assertThat(manifest.spec().sync().resources())
        .containsExactly(SyncResource.CUSTOMERS, SyncResource.PAYMENTS);
    assertThat(manifest.spec().logging().level()).isEqualTo(LoggingSpec.Level.VERBOSE);
  }

  @Test
  void whatTheFileLacksIsToBeChosen() throws Exception {
    String yaml = init("connectors: {stripe: {}}");

    assertThat(yaml)
        .contains("# stripe-secret-key: rk_live_...", "# allCustomers: 1  # choose: the number");
    assertThat(filledIn(yaml).name()).isEqualTo("stripe");
    assertThat(filledIn(yaml).secrets().signingSecrets()).isEmpty();
  }

  @Test
  void whatIsUnknownKeepsItsPlaceAsAComment() throws Exception {
    String yaml =
        init(
            CONFIGURATION
                    .replace(
                        "    sync:\n",
                        "    api_version: sk_live_abc\n    sync:\n      taxes: true\n")
                    .replace(
                        "subscribers: \"21\"",
                        "subscribers: 20\n      vips: 23\n      churned: ${CHURNED}")
                    .replace("name: FULLNAME", "nmae: FULLNAME\n      metadata: {plan: PLAN}")
                    .replace("log_level: verbose", "log_level: loud")
                + "  mailer: {host: x}\nversion: 2\n");

    assertThat(yaml.lines().map(String::strip))
        .containsSubsequence(
            "# api_version: \"sk_live_…\"  # not known here",
            "sync:",
            "# taxes: true  # not known here",
            "lists:",
            "# subscribers: 20  # another list's number: take one of its own",
            "# vips: 23  # not known here",
            "# churned: \"${CHURNED}\"  # a list is named by its number in Brevo",
            "fieldMapping:",
            "metadata.plan: PLAN",
            "level: debug",
            "# log_level: \"loud\"  # there are error, warn, info, debug and verbose",
            "# mailer: {\"host\":\"x\"}  # another connector's",
            "# version: 2  # not known here");
    assertThat(yaml).containsPattern("# nmae: \"FULLNAME\"  # there is no such source");
    assertThat(err())
        .contains(
            "connectors.stripe.api_version stays a comment: not known here",
            "connectors.stripe.lists.vips stays",
            "connectors.mailer stays",
            "version stays")
        .doesNotContain("sk_live_abc");
    assertThat(filledIn(yaml).spec().brevo().lists().subscribers()).isNull();
  }

  @Test
  void aConnectorThatIsOffIsSuspendedAndAnySecretIsText() throws Exception {
    String yaml =
        init(
            """
            connectors:
              stripe:
                enabled: off
                secret_key: "sk_test_a:b #c"
                webhook_secret: 12345
                sync: {customers: false, products: yes}
                lists: {all_customers: 5}
                log_webhooks: no
            """);

    assertThat(yaml)
        .contains("suspend: true", "stripe-secret-key: \"sk_test_a:b #c\"")
        .contains("stripe-webhook-secret: \"12345\"", "resources: [products, customers]")
        .contains("logging:\n    webhooks: false");
    assertThat(err()).contains("customers are always read").doesNotContain("sk_test_a");
  }

  @Test
  void whatItTakesIsSaid() throws IOException {
    assertThat(run("init")).isEqualTo(2);
    assertThat(err())
        .contains("init takes --from FILE")
        .contains("See stripe-connector init --help");

    for (Map.Entry<String, String> wrong :
        Map.of(
                "connectors: {brevo: {}}", "there is no connectors.stripe in it",
                "a: [", "not YAML",
                "", "there is no connectors.stripe in it")
            .entrySet()) {
      err.reset();
      Files.writeString(file, wrong.getKey());
      assertThat(run("init", "--from", file.toString())).isEqualTo(2);
      assertThat(err()).contains(file + ": ", wrong.getValue());
    }
    for (List<String> option :
        List.of(
            List.of("--name", "A_b"),
            List.of("--name", "1st"),
            List.of("--name", "a".repeat(41)),
            List.of("--namespace", "-"))) {
      err.reset();
      assertThat(run("init", "--from", file.toString(), option.getFirst(), option.getLast()))
          .isEqualTo(2);
      assertThat(err()).contains(option.getFirst() + " must be lower-case letters");
    }
    assertThat(init("connectors: {stripe: {}}", "--name", "a".repeat(40)))
        .contains("name: " + "a".repeat(40));
    out.reset();
    err.reset();
    assertThat(run("init", "--from", directory.resolve("none").toString())).isEqualTo(2);
    assertThat(err()).contains("there is no such file");
    assertThat(out()).isEmpty();
  }
}
