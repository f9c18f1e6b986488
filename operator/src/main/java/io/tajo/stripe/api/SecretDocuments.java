package io.tajo.stripe.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Secret documents of a file, of one namespace; <code>${NAME}</code> in {@code stringData}
 * comes from the environment.
 */
final class SecretDocuments implements SecretSource {
  /** A variable, or a doubled dollar before a brace, which stands for a single one. */
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\$\\{|\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

  private final Map<String, String> environment;
  private final String namespace;
  private final List<Cursor> secrets;

  /**
   * The documents that a connector's references may mean.
   *
   * @param secrets all Secret documents of the file
   */
  SecretDocuments(Map<String, String> environment, String namespace, List<Cursor> secrets) {
    this.environment = environment;
    this.namespace = namespace;
    this.secrets = secrets;
  }

  @Override
  public Optional<String> value(String name, String key, Cursor reference) {
    Optional<Cursor> secret =
        secrets.stream()
            .filter(s -> Documents.name(s.node()).equals(name))
            .filter(s -> Documents.namespace(s.node()).equals(namespace))
            .findFirst();
    if (secret.isEmpty()) {
      reference.problem(missingSecret(name));
      return Optional.empty();
    }
    return lookUp(secret.get(), key, reference);
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
