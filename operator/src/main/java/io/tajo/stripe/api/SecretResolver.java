package io.tajo.stripe.api;

import io.tajo.stripe.api.SecretValues.ApiKey;
import io.tajo.stripe.api.SecretValues.BrevoCredentials;
import io.tajo.stripe.api.SecretValues.OAuthClient;
import java.util.List;
import java.util.Optional;

/** Finds the values behind a connector's references, and sees whether they can be what they are. */
final class SecretResolver {
  private final SecretSource source;

  SecretResolver(SecretSource source) {
    this.source = source;
  }

  /** How a reference's value is found. */
  private interface Lookup {
    Optional<String> value(String secret, String key, Cursor reference);
  }

  /** The values; empty if any is missing or wrong, which is then among the problems. */
  Optional<SecretValues> resolve(Cursor spec) {
    Optional<String> stripe = value(spec.at("stripe", "secretKey"), SecretKind.STRIPE_KEY);
    Optional<BrevoCredentials> brevo = brevo(spec.at("brevo"));
    List<Optional<String>> signing =
        spec.at("webhook", "signingSecrets").elements().stream()
            .map(reference -> value(reference, SecretKind.SIGNING, source::valueNowOrLater))
            .toList();
    Optional<String> postgres =
        value(spec.at("store", "postgres").at("url"), SecretKind.POSTGRES_URL);
    if (stripe.isEmpty() || brevo.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new SecretValues(
            stripe.get(),
            brevo.get(),
            signing.stream().flatMap(Optional::stream).toList(),
            postgres));
  }

  private Optional<BrevoCredentials> brevo(Cursor brevo) {
    Optional<String> key = value(brevo.at("apiKey"), SecretKind.BREVO_KEY);
    Optional<String> id = value(brevo.at("oauth", "clientId"), SecretKind.OTHER);
    Optional<String> secret = value(brevo.at("oauth", "clientSecret"), SecretKind.OTHER);
    return key.<BrevoCredentials>map(ApiKey::new)
        .or(() -> id.flatMap(i -> secret.map(s -> new OAuthClient(i, s))));
  }

  private Optional<String> value(Cursor reference, SecretKind kind) {
    return value(reference, kind, source::value);
  }

  private static Optional<String> value(Cursor reference, SecretKind kind, Lookup lookup) {
    Optional<String> name = reference.at("name").text();
    Optional<String> key = reference.at("key").text();
    if (name.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> value = lookup.value(name.get(), key.get(), reference).map(String::strip);
    value
        .flatMap(kind::mistake)
        .ifPresent(mistake ->
            reference.problem("key %s of Secret %s %s".formatted(key.get(), name.get(), mistake)));
    return value;
  }
}
