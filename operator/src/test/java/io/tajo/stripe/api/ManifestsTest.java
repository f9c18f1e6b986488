package io.tajo.stripe.api;

import static io.tajo.stripe.api.SampleManifests.CLOCK;
import static io.tajo.stripe.api.SampleManifests.CONNECTOR;
import static io.tajo.stripe.api.SampleManifests.EVERYTHING;
import static io.tajo.stripe.api.SampleManifests.SECRETS;
import static io.tajo.stripe.api.SampleManifests.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ManifestsTest {
  private final Manifests manifests = SampleManifests.reader();

  @Test
  void readsEveryFieldOfTheManifest() throws ManifestException {
    Manifest manifest = manifests.read(SECRETS + EVERYTHING, Optional.empty());

    assertThat(manifest.namespace()).isEqualTo("marketing");
    assertThat(manifest.name()).isEqualTo("acme");
    assertThat(Json.MAPPER.valueToTree(manifest.spec()).toString())
        .isEqualTo(
            YamlReader.read(EVERYTHING).documents().getFirst().json().get("spec").toString());
    EffectiveSpec spec = manifest.spec().effective();
    assertThat(spec.since()).contains(Instant.parse("2023-01-01T00:00:00Z"));
    assertThat(spec.rates()).containsExactly(Map.entry("eur", new BigDecimal("1.08")));
    assertThat(spec.full().next(CLOCK.instant())).contains(Instant.parse("2026-11-29T02:00:00Z"));
  }

  @Test
  void appliesTheDocumentedDefaultsWithoutPuttingThemIntoTheObject() throws ManifestException {
    Manifest manifest = manifests.read(SECRETS + CONNECTOR, Optional.empty());

    StripeConnectorSpec spec = manifest.spec();
    assertThat(spec.sync()).isNull();
    assertThat(spec.webhook()).isNull();
    EffectiveSpec effective = spec.effective();
    assertThat(effective.resources()).containsExactly(SyncResource.values());
    assertThat(effective.since()).isEmpty();
    assertThat(effective.incremental().next(CLOCK.instant()))
        .contains(Instant.parse("2026-11-23T09:15:00Z"));
    assertThat(effective.full().next(CLOCK.instant()))
        .contains(Instant.parse("2026-11-29T03:00:00Z"));
    assertThat(effective.attributes()).isEqualTo(BrevoSpec.AttributePolicy.CREATE);
    assertThat(effective.eventPrefix()).isEqualTo("stripe_");
    assertThat(effective.eventMaxAge()).hasHours(24);
    assertThat(effective.managesEndpoint()).isFalse();
    assertThat(effective.onCustomerDeleted()).isEqualTo(OnCustomerDeleted.REMOVE_FROM_LISTS);
    assertThat(effective.logLevel()).isEqualTo(LoggingSpec.Level.INFO);
    assertThat(effective.fieldMapping()).isEmpty();
    assertThat(effective.requestsPerSecond(true)).isEqualTo(40);
    assertThat(effective.requestsPerSecond(false)).isEqualTo(15);
  }

  @Test
  void resolvesSecretsFromDataStringDataAndTheEnvironment() throws ManifestException {
    SecretValues secrets = manifests.read(SECRETS + EVERYTHING, Optional.empty()).secrets();

    assertThat(secrets.stripeKey()).isEqualTo("rk_test_1");
    assertThat(secrets.brevo()).isEqualTo(new SecretValues.ApiKey("xkeysib-1"));
    assertThat(secrets.signingSecrets()).containsExactly("whsec_1");
    assertThat(secrets.live()).isFalse();
    assertThat(secrets.toString() + secrets.brevo()).doesNotContain("rk_test_1", "xkeysib-1");
  }

  @Test
  void aDoubledDollarIsNoVariable() throws ManifestException {
    String file = (SECRETS + CONNECTOR).replace("${STRIPE_SECRET_KEY}", "sk_test_$${A}$B");

    assertThat(manifests.read(file, Optional.empty()).secrets().stripeKey())
        .isEqualTo("sk_test_${A}$B");
  }

  @Test
  void variablesOfKeysThatNobodyRefersToAreNotNeeded() throws ManifestException {
    String file = (SECRETS + CONNECTOR).replace("whsec_1", "\"${NOT_SET}\"");

    assertThat(manifests.read(file, Optional.empty()).secrets().signingSecrets()).isEmpty();
  }

  @Test
  void readsListsMergesAndUnquotedDates() throws ManifestException {
    String file =
        """
        apiVersion: v1
        kind: List
        items:
        - apiVersion: v1
          kind: Secret
          metadata: {name: s}
          stringData: &keys {a: sk_live_1, b: xkeysib-1}
        - apiVersion: connectors.tajo.io/v1alpha1
          kind: StripeConnector
          metadata: {name: acme}
          spec:
            stripe: {secretKey: {<<: &ref {name: s, key: b}, key: a}}
            brevo: {apiKey: *ref, lists: {allCustomers: 1}, consent: {newContacts: Blocklisted}}
            sync: {since: 2023-01-01}
          status: {connected: true}
        """;
    Manifest manifest = manifests.read(file, Optional.empty());

    assertThat(manifest.namespace()).isEqualTo("default");
    assertThat(manifest.connector().getMetadata().getNamespace()).isNull();
    assertThat(manifest.secrets().stripeKey()).isEqualTo("sk_live_1");
    assertThat(manifest.secrets().live()).isTrue();
    assertThat(manifest.spec().effective().since()).contains(Instant.parse("2023-01-01T00:00:00Z"));
  }

  @Test
  void documentsOfOtherKindsArePassedOverWithANotice() throws ManifestException {
    String file =
        SECRETS + CONNECTOR + "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: marketing}\n";

    assertThat(manifests.read(file, Optional.empty()).notices())
        .containsExactly(
            "Namespace marketing is passed over: only Secret and StripeConnector documents are"
                + " used");
  }

  @Test
  void severalConnectorsNeedAName() throws ManifestException {
    String file = SECRETS + CONNECTOR + "---\n" + CONNECTOR.replace("name: acme,", "name: emca,");

    assertThat(problems(manifests, file))
        .containsExactly(
            "several StripeConnectors: choose one with --connector, of marketing/acme,"
                + " marketing/emca");
    assertThat(manifests.read(file, Optional.of("emca")).name()).isEqualTo("emca");
    assertThat(manifests.read(file, Optional.of("marketing/emca")).name()).isEqualTo("emca");
    assertThat(
            catchThrowableOfType(
                ManifestException.class, () -> manifests.read(file, Optional.of("ecma"))))
        .hasMessage(
            "there is no StripeConnector ecma in this file, but marketing/acme, marketing/emca");
  }
}
