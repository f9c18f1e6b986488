package io.tajo.stripe.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Secrets that are mounted as files. */
class SecretDirectoryTest {
  private static final String CONNECTOR =
      """
      apiVersion: connectors.tajo.io/v1alpha1
      kind: StripeConnector
      metadata: {name: acme, namespace: marketing}
      spec:
        stripe: {secretKey: {name: acme, key: stripe}}
        brevo:
          apiKey: {name: acme, key: brevo}
          lists: {allCustomers: 20}
          consent: {newContacts: Subscribed}
        webhook: {signingSecrets: [{name: acme, key: signing}]}
        store: {postgres: {url: {name: acme-database, key: url}}}
      """;

  @TempDir private Path outside;
  private Path directory;

  @BeforeEach
  void mount() throws IOException {
    directory = Files.createDirectory(outside.resolve("secrets"));
    Files.writeString(outside.resolve("stripe"), "sk_test_outside");
    file("acme", "stripe", "rk_test_1\n");
    file("acme", "brevo", "xkeysib-1\n");
    file("acme-database", "url", " postgresql://u:p@db/x ");
  }

  private void file(String secret, String key, String value) throws IOException {
    Files.createDirectories(directory.resolve(secret));
    Files.writeString(directory.resolve(secret).resolve(key), value);
  }

  private Manifest read(String yaml) throws ManifestException {
    return new Manifests(InstantSource.system(), Map.of(), _ -> Map.of())
        .withSecretsIn(directory)
        .read(yaml, Optional.empty());
  }

  private String problem(String yaml) {
    ManifestException refused = catchThrowableOfType(ManifestException.class, () -> read(yaml));
    assertThat(refused.problems()).hasSize(1);
    return refused.problems().getFirst().toString().replace(directory.toString(), "DIR");
  }

  @Test
  void valuesAreWhatIsInTheFilesWithoutTheirLastLineBreak() throws ManifestException {
    SecretValues secrets = read(CONNECTOR).secrets();

    assertThat(secrets.stripeKey()).isEqualTo("rk_test_1");
    assertThat(secrets.brevo()).isEqualTo(new SecretValues.ApiKey("xkeysib-1"));
    assertThat(secrets.postgresUrl()).contains("postgresql://u:p@db/x");
  }

  @Test
  void aSigningSecretMayComeLater() throws Exception {
    assertThat(read(CONNECTOR).secrets().signingSecrets()).isEmpty();
    file("acme", "signing", "whsec_1\n");
    assertThat(read(CONNECTOR).secrets().signingSecrets()).containsExactly("whsec_1");
    String elsewhere = CONNECTOR.replace("name: acme, key: signing", "name: other, key: signing");
    assertThat(read(elsewhere).secrets().signingSecrets()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: acme, key: stripe | name: acne, key: stripe"
            + " | spec.stripe.secretKey: there is no Secret acne in DIR, did you mean acme?",
        "name: acme, key: stripe | name: acme, key: x"
            + " | spec.stripe.secretKey.key: Secret acme has no key x in DIR, it has brevo, stripe",
        "name: acme, key: brevo | name: acme, key: stripe"
            + " | spec.brevo.apiKey: key stripe of Secret acme holds an API key of Stripe",
        "name: acme, key: stripe | name: acme, key: ..data"
            + " | spec.stripe.secretKey.key: Secret acme has no key ..data in DIR",
        "name: acme, key: signing | name: acme, key: .."
            + " | spec.webhook.signingSecrets[0].key: Secret acme has no key .. in DIR",
      })
  void whatIsMissingIsNamedAtTheReference(String given, String other, String problem) {
    assertThat(problem(CONNECTOR.replace(given, other))).contains(problem);
  }

  @Test
  void nothingOutsideIsReadWhateverAReferenceOrALinkSays() throws IOException {
    for (String reference :
        new String[] {"name: .., key: stripe", "name: acme, key: ../../stripe"}) {
      ManifestException refused =
          catchThrowableOfType(
              ManifestException.class,
              () -> read(CONNECTOR.replace("name: acme, key: stripe", reference)));
      assertThat(refused).as(reference).isNotNull();
    }
    Files.delete(directory.resolve("acme/stripe"));
    Files.createSymbolicLink(directory.resolve("acme/stripe"), outside.resolve("stripe"));
    assertThat(problem(CONNECTOR)).contains("key stripe of Secret acme leads out of DIR");

    Files.createSymbolicLink(directory.resolve("linked"), outside);
    assertThat(problem(CONNECTOR.replace("name: acme, key: stripe", "name: linked, key: stripe")))
        .contains("there is no Secret linked in DIR");
  }

  @Test
  void kubernetesLinksAreFollowed() throws Exception {
    Path version = Files.createDirectories(directory.resolve("..2026/later"));
    Files.writeString(version.resolve("stripe"), "rk_test_2");
    Files.createSymbolicLink(directory.resolve("..data"), Path.of("..2026"));
    Files.createSymbolicLink(directory.resolve("later"), Path.of("..data/later"));

    assertThat(
            read(CONNECTOR.replace("name: acme, key: stripe", "name: later, key: stripe"))
                .secrets()
                .stripeKey())
        .isEqualTo("rk_test_2");
  }

  @Test
  void secretDocumentsArePassedOverAndThatIsSaid() throws ManifestException {
    Manifest manifest =
        read(
            CONNECTOR
                + """
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: acme, namespace: marketing}
                stringData: {stripe: sk_live_document}
                """);

    assertThat(manifest.secrets().stripeKey()).isEqualTo("rk_test_1");
    assertThat(manifest.notices())
        .containsExactly("Secret acme is passed over: Secrets come from " + directory);
  }
}
