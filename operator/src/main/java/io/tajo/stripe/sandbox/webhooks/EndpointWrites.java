package io.tajo.stripe.sandbox.webhooks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.sandbox.stripe.Form;
import io.tajo.stripe.sandbox.stripe.Json;
import io.tajo.stripe.sandbox.stripe.Metadata;
import io.tajo.stripe.sandbox.stripe.Resource;
import io.tajo.stripe.sandbox.stripe.StripeError;
import io.tajo.stripe.sandbox.stripe.Writer;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Endpoints as the API writes them: {@code /v1/webhook_endpoints}. */
final class EndpointWrites implements Writer {
  private static final Set<String> AT_CREATION =
      Set.of("url", "enabled_events", "api_version", "description", "metadata");
  private static final Set<String> LATER =
      Set.of("url", "enabled_events", "disabled", "description", "metadata");
  private static final Pattern TYPE = Pattern.compile("\\*|[a-z0-9_]+(\\.[a-z0-9_]+)+");
  private static final Pattern VERSION = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(\\.[a-z]+)?");
  private static final int MOST = 16;

  private final Endpoints endpoints;

  EndpointWrites(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  @Override
  public ObjectNode create(Form form) {
    form.only(AT_CREATION);
    for (String required : List.of("enabled_events", "url")) {
      if (!form.has(required)) {
        throw StripeError.badRequest(
            "parameter_missing", required, "Missing required param: " + required + ".");
      }
    }
    String url = url(form);
    List<String> types = types(form);
    String version = form.text("api_version").orElse("");
    if (!version.isEmpty() && !VERSION.matcher(version).matches()) {
      throw StripeError.badRequest(null, "api_version", "Invalid API version: " + version);
    }
    if (endpoints.all().size() >= MOST) {
      throw StripeError.badRequest(
          null,
          null,
          "You have reached the maximum of 16 %s webhook endpoints."
              .formatted(endpoints.account().livemode() ? "live" : "test"));
    }
    String secret = endpoints.newSecret();
    ObjectNode endpoint = endpoints.add(url, secret, types);
    endpoint.put("api_version", version.isEmpty() ? null : version);
    plain(endpoint, form);
    endpoints.account().put(endpoint);
    return endpoint.put("secret", secret);
  }

  @Override
  public ObjectNode update(String id, Form form) {
    form.only(LATER);
    ObjectNode endpoint = existing(id);
    if (form.has("url")) {
      endpoint.put("url", url(form));
    }
    if (form.has("enabled_events")) {
      endpoint.set("enabled_events", Json.texts(types(form)));
    }
    form.text("disabled")
        .ifPresent(disabled ->
            endpoint.put(
                "status",
                switch (disabled) {
                  case "true" -> "disabled";
                  case "false" -> "enabled";
                  default ->
                      throw StripeError.badRequest(
                          "parameter_invalid_boolean", "disabled", "Invalid boolean: " + disabled);
                }));
    plain(endpoint, form);
    endpoints.account().put(endpoint);
    return endpoint;
  }

  @Override
  public ObjectNode delete(String id) {
    existing(id);
    endpoints.delete(id);
    return Json.object().put("id", id).put("object", "webhook_endpoint").put("deleted", true);
  }

  private ObjectNode existing(String id) {
    return endpoints
        .find(id)
        .orElseThrow(() -> StripeError.missing(Resource.WEBHOOK_ENDPOINTS, id));
  }

  private static void plain(ObjectNode endpoint, Form form) {
    form.text("description")
        .ifPresent(text -> endpoint.put("description", text.isEmpty() ? null : text));
    Metadata.merge(endpoint, form);
  }

  private String url(Form form) {
    String url = form.text("url").orElse("");
    boolean live = endpoints.account().livemode();
    try {
      URI uri = new URI(url);
      String scheme = uri.getScheme();
      if (uri.getHost() != null && ("https".equals(scheme) || (!live && "http".equals(scheme)))) {
        return url;
      }
    } catch (URISyntaxException e) {
      // As bad as one without a host.
    }
    throw StripeError.badRequest(
        "url_invalid",
        "url",
        live
            ? "Invalid URL: URLs of webhook endpoints must use HTTPS in live mode."
            : "Invalid URL: an explicit scheme (such as https) and a host must be provided.");
  }

  private static List<String> types(Form form) {
    List<String> types = form.list("enabled_events");
    if (types.isEmpty()) {
      throw StripeError.badRequest(
          "parameter_invalid_empty", "enabled_events", "At least one event must be enabled.");
    }
    for (String type : types) {
      if (!TYPE.matcher(type).matches()) {
        throw StripeError.badRequest(
            null, "enabled_events", "Invalid enabled_events: must be types of events.");
      }
    }
    return types;
  }
}
