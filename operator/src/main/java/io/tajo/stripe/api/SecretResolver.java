package io.tajo.stripe.api;

import io.tajo.stripe.api.SecretValues.ApiKey;
import io.tajo.stripe.api.SecretValues.BrevoCredentials;
import io.tajo.stripe.api.SecretValues.OAuthClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the values behind a connector's references, in the Secret documents of its namespace and,
 * for <code>${NAME}</code> in {@code stringData}, in the environment. Messages name keys and
 * variables, never values.
 */
final class SecretResolver {
  /** A variable, or a doubled dollar before a brace, which stands for a single one. */
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\$\\{|\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

  private final Map<String, String> environment;
  private final String namespace;
  private final List<Cursor> secrets;

  /**
   * A resolver for one connector.
   *
   * @param secrets all Secret documents of the file
   */
  SecretResolver(Map<String, String> environment, String namespace, List<Cursor> secrets) {
    this.environment = environment;
    this.namespace = namespace;
    this.secrets = secrets;
  }

  /** The values; empty if any is missing or wrong, which is then among the problems. */
  Optional<SecretValues> resolve(Cursor spec) {
    Optional<String> stripe = value(spec.at("stripe", "secretKey"), SecretKind.STRIPE_KEY);
    Optional<BrevoCredentials> brevo = brevo(spec.at("brevo"));
    List<Optional<String>> signing =
        spec.at("webhook", "signingSecrets").elements().stream()
            .map(reference -> value(reference, SecretKind.SIGNING))
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
    Optional<String> name = reference.at("name").text();
    Optional<String> key = reference.at("key").text();
    if (name.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    Optional<Cursor> secret =
        secrets.stream()
            .filter(s -> Documents.name(s.node()).equals(name.get()))
            .filter(s -> Documents.namespace(s.node()).equals(namespace))
            .findFirst();
    if (secret.isEmpty()) {
      reference.problem(missingSecret(name.get()));
      return Optional.empty();
    }
    Optional<String> value = lookUp(secret.get(), key.get(), reference).map(String::strip);
    value
        .flatMap(kind::mistake)
        .ifPresent(mistake ->
            reference.problem("key %s of Secret %s %s".formatted(key.get(), name.get(), mistake)));
    return value;
  }

  private String missingSecret(String name) {
    String elsewhere =
        secrets.stream()
            .filter(s -> Documents.name(s.node()).equals(name))
            .findFirst()
            .map(s -> "; the one of that name is in namespace " + Documents.namespace(s.node()))
            .orElseGet(() ->
                Suggestion.of(name, secrets.stream().map(s -> Documents.name(s.node())).toList()));
    return "there is no Secret %s in namespace %s of this file%s"
        .formatted(name, namespace, elsewhere);
  }

  /** As Kubernetes does: {@code stringData} goes before {@code data}. */
  private Optional<String> lookUp(Cursor secret, String key, Cursor reference) {
    Cursor plain = secret.at("stringData", key);
    if (plain.present()) {
      return plain.text().flatMap(text -> expand(text, plain));
    }
    Cursor encoded = secret.at("data", key);
    if (encoded.present()) {
      return encoded.text().flatMap(text -> decode(text, encoded));
    }
    TreeSet<String> keys = new TreeSet<>();
    secret.at("stringData").entries().forEach(entry -> keys.add(entry.key()));
    secret.at("data").entries().forEach(entry -> keys.add(entry.key()));
    reference
        .at("key")
        .problem(
            "Secret %s has no key %s%s"
                .formatted(
                    Documents.name(secret.node()),
                    key,
                    keys.isEmpty() ? "" : ", it has " + String.join(", ", keys)));
    return Optional.empty();
  }

  private Optional<String> expand(String text, Cursor place) {
    Matcher matcher = VARIABLE.matcher(text);
    StringBuilder expanded = new StringBuilder();
    while (matcher.find()) {
      String variable = matcher.group(1);
      String value = variable == null ? "${" : environment.get(variable);
      if (value == null) {
        place.problem("the environment variable " + variable + " is not set: export it first");
        return Optional.empty();
      }
      matcher.appendReplacement(expanded, Matcher.quoteReplacement(value));
    }
    return Optional.of(matcher.appendTail(expanded).toString());
  }

  private static Optional<String> decode(String text, Cursor place) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text.replaceAll("\\s", ""));
      return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      place.problem("is not base64: put plain text under stringData");
      return Optional.empty();
    }
  }
}
