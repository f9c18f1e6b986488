package io.tajo.stripe.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The kinds of document that a file may hold, as {@link Shape} checks them. */
final class Documents {
  static final String API_VERSION = "connectors.tajo.io/v1alpha1";

  private Documents() {}

  /** A StripeConnector; a status, as {@code kubectl get -o yaml} prints it, is passed over. */
  record Connector(
      @Required String apiVersion,
      @Required String kind,
      @Required Metadata metadata,
      @Required StripeConnectorSpec spec,
      @Nullable Object status) {}

  /** A StripeSync. */
  record Sync(
      @Required String apiVersion,
      @Required String kind,
      @Required Metadata metadata,
      @Required StripeSyncSpec spec,
      @Nullable Object status) {}

  /** Kubernetes' Secret. */
  record Secret(
      @Required String apiVersion,
      @Required String kind,
      @Required Metadata metadata,
      @Nullable String type,
      @Nullable Boolean immutable,
      @Nullable Map<String, String> data,
      @Nullable Map<String, String> stringData) {}

  /** Kubernetes' ObjectMeta. */
  record Metadata(
      @Pattern(Names.SUBDOMAIN) @Size(min = 1, max = 253) @Nullable String name,
      @Nullable String generateName,
      @Pattern(Names.LABEL) @Size(min = 1, max = 63) @Nullable String namespace,
      @Nullable Map<String, String> labels,
      @Nullable Map<String, String> annotations,
      @Nullable List<String> finalizers,
      @Nullable List<Object> ownerReferences,
      @Nullable List<Object> managedFields,
      @Nullable String uid,
      @Nullable String resourceVersion,
      @Nullable Long generation,
      @Nullable String creationTimestamp,
      @Nullable String deletionTimestamp,
      @Nullable Long deletionGracePeriodSeconds,
      @Nullable String selfLink) {}

  /** The namespace of a document, {@code default} where it names none. */
  static String namespace(JsonNode json) {
    return json.path("metadata").path("namespace").asText("default");
  }

  static String name(JsonNode json) {
    return json.path("metadata").path("name").asText("");
  }
}
