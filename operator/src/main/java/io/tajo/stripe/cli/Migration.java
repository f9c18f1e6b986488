package io.tajo.stripe.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tajo.stripe.api.MappingCheck;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of the connector's documentation ({@code connectors.stripe}), written as a
 * Secret and a StripeConnector in the order of the file. What has no place in them stays as a
 * comment where it was, and what they need besides is a commented line that says what to choose.
 */
final class Migration {
  private static final String STRIPE_KEY = "stripe-secret-key";
  private static final String SIGNING = "stripe-webhook-secret";
  private static final String BREVO_KEY = "brevo-api-key";
  private static final String PATH = "connectors.stripe.";
  private static final String UNKNOWN = "not known here";

  private static final Map<String, String> RESOURCES =
      Map.of(
          "customers", "customers",
          "payments", "payments",
          "subscriptions", "subscriptions",
          "invoices", "invoices",
          "products", "products",
          "checkout_sessions", "checkoutSessions",
          "checkoutSessions", "checkoutSessions");

  private static final Map<String, String> LISTS =
      Map.of("all_customers", "allCustomers", "subscribers", "subscribers", "churned", "churned");

  private final String name;
  private final @Nullable String namespace;
  private final MappingCheck mapping;
  private final YamlLines yaml = new YamlLines();
  private final List<String> notices = new ArrayList<>();
  private final Set<String> written = new LinkedHashSet<>();

  Migration(String name, @Nullable String namespace, MappingCheck mapping) {
    this.name = name;
    this.namespace = namespace;
    this.mapping = mapping;
  }

  /** What is to be chosen, and what has no place: a line each, without values. */
  List<String> notices() {
    return List.copyOf(notices);
  }

  /** The documents. */
  String manifests(JsonNode file) {
    JsonNode stripe = file.at("/connectors/stripe");
    secret(stripe);
    yaml.line(0, "---");
    head("connectors.tajo.io/v1alpha1", "StripeConnector");
    yaml.line(0, "spec:");
    stripe.properties().forEach(entry -> field(entry.getKey(), entry.getValue(), stripe));
    // What the file is silent about, and the connector needs.
    stripe();
    brevo(stripe.path("lists"));
    file.path("connectors")
        .properties()
        .forEach(other -> {
          if (!other.getKey().equals("stripe")) {
            unknown(0, "connectors.", other.getKey(), other.getValue(), "another connector's");
          }
        });
    file.properties()
        .forEach(other -> {
          if (!other.getKey().equals("connectors")) {
            unknown(0, "", other.getKey(), other.getValue(), UNKNOWN);
          }
        });
    return yaml.text();
  }

  private void secret(JsonNode stripe) {
    head("v1", "Secret");
    yaml.line(0, "stringData:");
    value(STRIPE_KEY, stripe.path("secret_key"))
        .ifPresentOrElse(
            text -> yaml.entry(1, STRIPE_KEY, text),
            () ->
                choose(1, STRIPE_KEY, "rk_live_...", "Stripe's API key; a restricted one will do"));
    value(SIGNING, stripe.path("webhook_secret")).ifPresent(text -> yaml.entry(1, SIGNING, text));
    choose(
        1,
        BREVO_KEY,
        "xkeysib-...",
        "Brevo's API key (Settings > SMTP & API > API keys), which the file does not name");
  }

  /** A secret's text; <code>${NAME}</code> stays as it is. */
  private Optional<String> value(String key, JsonNode value) {
    String text = value.isValueNode() ? value.asText().strip() : "";
    if (text.contains("${")) {
      notices.add(
          key
              + " of the Secret is filled in from the environment by this program, but not by"
              + " kubectl: put the value there before you apply it");
    }
    return text.isEmpty() || value.isNull() ? Optional.empty() : Optional.of(text);
  }

  private void head(String apiVersion, String kind) {
    yaml.line(0, "apiVersion: " + apiVersion);
    yaml.line(0, "kind: " + kind);
    yaml.line(0, "metadata:");
    yaml.entry(1, "name", name);
    if (namespace != null) {
      yaml.entry(1, "namespace", namespace);
    }
    if (kind.equals("Secret")) {
      yaml.line(1, "labels: {connectors.tajo.io/secret: \"true\"}  # the operator uses no other");
    }
  }

  private void field(String key, JsonNode value, JsonNode stripe) {
    switch (key) {
      case "enabled" -> enabled(value);
      case "secret_key" -> stripe();
      case "webhook_secret" -> webhook(value);
      case "sync" -> sync(value);
      case "lists" -> brevo(value);
      case "field_mapping" -> fieldMapping(value);
      case "debug", "log_level", "log_webhooks" -> logging(stripe);
      default -> unknown(1, PATH, key, value, UNKNOWN);
    }
  }

  private void enabled(JsonNode value) {
    Optional<Boolean> enabled = YamlBoolean.parse(value);
    if (enabled.isEmpty()) {
      unknown(1, PATH, "enabled", value, "neither true nor false");
    } else if (!enabled.get()) {
      yaml.line(1, "suspend: true");
    }
  }

  private void stripe() {
    if (written.add("stripe")) {
      yaml.line(1, "stripe:");
      yaml.line(2, "secretKey: " + reference(STRIPE_KEY));
    }
  }

  private String reference(String key) {
    return "{name: " + name + ", key: " + key + "}";
  }

  private void webhook(JsonNode secret) {
    if (secret.isValueNode() && !secret.asText().isBlank() && !secret.isNull()) {
      yaml.line(1, "webhook:");
      yaml.line(2, "signingSecrets: [" + reference(SIGNING) + "]");
    }
  }

  private void sync(JsonNode sync) {
    Set<String> resources = new LinkedHashSet<>();
    boolean narrowed = false;
    yaml.line(1, "sync:");
    for (Map.Entry<String, JsonNode> entry : entries(sync)) {
      Optional<Boolean> wanted = YamlBoolean.parse(entry.getValue());
      String resource = RESOURCES.get(entry.getKey());
      if (resource == null || wanted.isEmpty()) {
        unknown(
            2,
            PATH + "sync.",
            entry.getKey(),
            entry.getValue(),
            resource == null ? UNKNOWN : "neither true nor false");
      } else if (wanted.get()) {
        resources.add(resource);
      } else {
        narrowed = true;
        if (resource.equals("customers")) {
          notices.add(PATH + "sync.customers: customers are always read, as everything is theirs");
        }
      }
    }
    if (!resources.isEmpty() || narrowed) {
      resources.add("customers");
      yaml.line(2, "resources: [" + String.join(", ", resources) + "]");
    } else {
      yaml.line(2, "{}");
    }
  }

  private void brevo(JsonNode lists) {
    if (!written.add("brevo")) {
      return;
    }
    yaml.line(1, "brevo:");
    yaml.line(2, "apiKey: " + reference(BREVO_KEY));
    yaml.line(2, "lists:");
    Map<Long, String> taken = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : entries(lists)) {
      list(entry.getKey(), entry.getValue(), taken);
    }
    if (!taken.containsValue("allCustomers")) {
      choose(3, "allCustomers", "1", "the number of the Brevo list of all customers");
    }
    yaml.line(2, "consent:");
    choose(
        3,
        "newContacts",
        "Subscribed",
        "Subscribed where customers have agreed to marketing e-mail, else Blocklisted");
  }

  private void list(String key, JsonNode value, Map<Long, String> taken) {
    String list = LISTS.get(key);
    String text = value.asText("");
    if (list == null) {
      unknown(3, PATH + "lists.", key, value, UNKNOWN);
    } else if (!text.matches("[1-9][0-9]{0,17}")) {
      unknown(3, PATH + "lists.", key, value, "a list is named by its number in Brevo");
    } else if (taken.putIfAbsent(Long.valueOf(text), list) != null) {
      unknown(3, PATH + "lists.", key, value, "another list's number: take one of its own");
    } else {
      yaml.line(3, list + ": " + text);
    }
  }

  private void fieldMapping(JsonNode given) {
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : entries(given)) {
      if (entry.getKey().equals("metadata") && entry.getValue().isObject()) {
        entry
            .getValue()
            .properties()
            .forEach(below -> fields.put("metadata." + below.getKey(), below.getValue()));
      } else {
        fields.put(entry.getKey(), entry.getValue());
      }
    }
    Map<String, String> texts = new LinkedHashMap<>();
    fields.forEach((source, attribute) -> {
      if (attribute.isTextual()) {
        texts.put(source, attribute.asText());
      }
    });
    Map<String, String> problems = mapping.problems(texts);
    if (problems.containsKey("")) {
      notices.add(PATH + "field_mapping: " + problems.get(""));
    }
    boolean any = !problems.keySet().containsAll(texts.keySet());
    yaml.line(1, any ? "fieldMapping:" : "# fieldMapping:");
    fields.forEach((source, attribute) -> {
      if (!attribute.isTextual()) {
        unknown(2, PATH + "field_mapping.", source, attribute, "not an attribute's name");
      } else if (problems.containsKey(source)) {
        unknown(2, PATH + "field_mapping.", source, attribute, problems.get(source));
      } else {
        yaml.entry(2, source, attribute.asText());
      }
    });
  }

  private void logging(JsonNode stripe) {
    if (!written.add("logging")) {
      return;
    }
    LoggingTerms terms = LoggingTerms.of(stripe);
    boolean any = terms.level().isPresent() || terms.webhooks().isPresent();
    yaml.line(1, any ? "logging:" : "logging: {}");
    terms.level().ifPresent(text -> yaml.entry(2, "level", text));
    terms.webhooks().ifPresent(logged -> yaml.line(2, "webhooks: " + logged));
    if (terms.isLevelUnknown()) {
      unknown(2, PATH, "log_level", stripe.path("log_level"), LoggingTerms.KNOWN);
    }
  }

  private static List<Map.Entry<String, JsonNode>> entries(JsonNode object) {
    return List.copyOf(object.properties());
  }

  private void choose(int depth, String key, String example, String what) {
    yaml.comment(depth, key + ": " + example + "  # choose: " + what);
    notices.add("to be chosen: " + key + ", " + what);
  }

  private void unknown(int depth, String path, String key, JsonNode value, String why) {
    yaml.comment(depth, Text.withoutKeys(YamlLines.scalar(key) + ": " + value) + "  # " + why);
    notices.add(path + key + " stays a comment: " + why);
  }
}
