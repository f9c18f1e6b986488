package io.tajo.stripe.controller.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.controller.Samples;
import io.tajo.stripe.controller.input.Resolution.Refused;
import io.tajo.stripe.controller.input.Resolution.Resolved;
import io.tajo.stripe.controller.model.PodSettings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether a connector can be run with the Secrets that are there, and what to do where not. */
class ResolverTest {
  private static final Resolver RESOLVER =
      new Resolver(
          () -> Instant.parse("2026-01-07T12:00:00Z"),
          _ -> Map.of(),
          new PodSettings("a", "b", Optional.empty(), List.of(), Optional.empty(), Map.of()));
  private static final Map<String, String> KEYS =
      Map.of("stripe", "sk_test_HIDDEN", "brevo", "xkeysib-HIDDEN", "signing", "whsec_HIDDEN");

  private static Secret secret(String name, Map<String, String> values) {
    Map<String, String> data = new HashMap<>();
    values.forEach((key, value) ->
        data.put(key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
    return new SecretBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("shop")
        .endMetadata()
        .withData(data)
        .build();
  }

  private static Map<String, String> with(String key, @Nullable String value) {
    Map<String, String> values = new HashMap<>(KEYS);
    values.remove(key);
    if (value != null) {
      values.put(key, value);
    }
    return values;
  }

  private static Resolution resolve(StripeConnector connector, Secret... secrets) {
    return RESOLVER.resolve(
        connector,
        name ->
            Arrays.stream(secrets)
                .filter(secret -> secret.getMetadata().getName().equals(name))
                .findFirst());
  }

  private static Resolved resolved(StripeConnector connector, Secret... secrets) {
    return (Resolved) resolve(connector, secrets);
  }

  @Test
  void allIsThere() {
    Resolved resolved = resolved(Samples.connector("acme"), secret("acme", KEYS));

    assertThat(resolved.manifest().secrets().stripeKey()).isEqualTo("sk_test_HIDDEN");
    assertThat(resolved.manifest().name()).isEqualTo("acme");
    assertThat(resolved.desired().hasOwnDatabase()).isTrue();
    assertThat(resolved.toString()).doesNotContain("HIDDEN");
  }

  static Stream<Arguments> refusals() {
    StripeConnector plain = Samples.connector("acme");
    StripeConnector signed =
        Samples.connector(
            "acme",
            "\"webhook\": {\"signingSecrets\": [{\"name\": \"hooks\", \"key\": \"whsec\"}]}");
    String missing =
        "there is no Secret acme in namespace shop with the label connectors.tajo.io/secret=true:"
            + " make it, or let the operator read it with"
            + " `kubectl -n shop label secret acme connectors.tajo.io/secret=true`";
    Secret keys = secret("acme", KEYS);
    return Stream.of(
        // A Secret without the label is not shown to the operator: as if it were not there.
        Arguments.of(plain, List.of(), "SecretMissing", missing),
        Arguments.of(plain, List.of(secret("other", KEYS)), "SecretMissing", missing),
        Arguments.of(
            signed,
            List.of(secret("acme", with("brevo", null))),
            "SecretMissing",
            "Secret acme has no key brevo, it has signing, stripe; "
                + missing.replace("acme", "hooks")),
        Arguments.of(
            plain,
            List.of(secret("acme", Map.of())),
            "SecretMissing",
            "Secret acme has no key stripe; Secret acme has no key brevo"),
        Arguments.of(
            plain,
            List.of(secret("acme", with("stripe", "pk_live_HIDDEN"))),
            "InvalidSpec",
            "spec.stripe.secretKey key stripe of Secret acme holds a publishable key (pk_...),"
                + " which cannot read anything: it must be a secret or restricted key of Stripe"
                + " (sk_... or rk_...)"),
        Arguments.of(
            plain,
            List.of(secret("acme", with("brevo", ""))),
            "InvalidSpec",
            "spec.brevo.apiKey key brevo of Secret acme is empty: it must be an API key of Brevo"
                + " (xkeysib-...)"),
        Arguments.of(
            plain,
            List.of(secret("acme", with("brevo", "HID DEN"))),
            "InvalidSpec",
            "spec.brevo.apiKey key brevo of Secret acme holds characters that no key has, such as blanks or an ellipsis: it must"
                + " be an API key of Brevo (xkeysib-...)"),
        Arguments.of(
            Samples.connector("acme", "\"sync\": {\"schedule\": {\"full\": \"61 * * * *\"}}"),
            List.of(keys),
            "InvalidSpec",
            "spec.sync.schedule.full"),
        Arguments.of(
            Samples.connector("acme", "\"webhook\": {\"registration\": \"Managed\"}"),
            List.of(keys),
            "InvalidSpec",
            "spec.webhook.host is required"),
        Arguments.of(
            Samples.connector("a".repeat(41)), List.of(keys), "InvalidSpec", "at most 40"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void whatIsWrongIsSaidWithWhatToDo(
      StripeConnector connector, List<Secret> secrets, String reason, String message) {
    Resolution resolution = resolve(connector, secrets.toArray(Secret[]::new));

    assertThat(resolution)
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(reason);
              assertThat(refused.message()).contains(message).doesNotContain("HIDDEN");
              assertThat(refused.problems()).allSatisfy(it -> assertThat(it).doesNotContain("; "));
            });
    assertThat(resolution.toString()).doesNotContain("HIDDEN", "DEN");
  }

  /** Else one that was rotated out too early would stop all runs. */
  @Test
  void withoutASigningSecretAllElseGoesOn() {
    String webhook =
        "\"webhook\": {\"signingSecrets\": [{\"name\": \"hooks\", \"key\": \"whsec\"}%s]}";
    Resolved none =
        resolved(Samples.connector("acme", webhook.formatted("")), secret("acme", KEYS));
    Resolved one =
        resolved(
            Samples.connector(
                "acme", webhook.formatted(", {\"name\": \"acme\", \"key\": \"signing\"}")),
            secret("acme", KEYS));

    assertThat(none.withoutSigning())
        .singleElement()
        .asString()
        .startsWith("there is no Secret hooks in namespace shop");
    assertThat(none.manifest().secrets().signingSecrets()).isEmpty();
    assertThat(one.withoutSigning()).hasSize(1);
    assertThat(one.manifest().secrets().signingSecrets()).containsExactly("whsec_HIDDEN");
    assertThat(one.toString()).doesNotContain("HIDDEN");
  }

  /**
   * A value that looks like a variable is a value: the operator's environment is not the user's.
   */
  @Test
  void nothingInASecretIsAVariable() {
    assertThat(
            resolved(
                    Samples.connector("acme"),
                    secret("acme", with("brevo", "xkeysib-${PATH}$${HOME}")))
                .manifest()
                .secrets()
                .brevo())
        .isEqualTo(new io.tajo.stripe.api.SecretValues.ApiKey("xkeysib-${PATH}$${HOME}"));
  }

  @Test
  void theQuestionChangesWithTheSpecAndTheValuesThatItNamesAndWithNothingElse() {
    StripeConnector connector = Samples.connector("acme");
    String question = resolved(connector, secret("acme", KEYS)).question();

    StripeConnector again = Samples.connector("acme");
    again.getMetadata().setResourceVersion("77");
    again.getMetadata().setGeneration(9L);
    assertThat(resolved(again, secret("acme", KEYS)).question()).isEqualTo(question);
    assertThat(resolved(connector, secret("acme", with("unused", "\u0000\uFFFF"))).question())
        .isEqualTo(question);
    assertThat(resolved(connector, secret("acme", with("stripe", "sk_test_2"))).question())
        .isNotEqualTo(question);
    assertThat(
            resolved(Samples.connector("acme", "\"suspend\": true"), secret("acme", KEYS))
                .question())
        .isNotEqualTo(question);
    assertThat(question).doesNotContain("HIDDEN");
  }
}
