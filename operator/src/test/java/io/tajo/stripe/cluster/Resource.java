package io.tajo.stripe.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A resource that the server knows.
 *
 * @param status whether its status is a subresource
 * @param generation whether its objects count their spec's changes
 * @param custom whether a definition brought it
 */
record Resource(
    String group,
    String version,
    String plural,
    String kind,
    boolean namespaced,
    boolean status,
    boolean generation,
    boolean custom,
    Schema schema) {
  String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** The resource with its group, such as `deployments.apps`. */
  String id() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  ObjectKey key(String namespace, String name) {
    return new ObjectKey(group, plural, namespaced ? namespace : "", name);
  }

  String path(ObjectKey key) {
    String root = group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
    String within = namespaced ? root + "/namespaces/" + key.namespace() : root;
    return within + "/" + plural + "/" + key.name();
  }

  /** What a definition brings; of its versions, the one that is stored. */
  static Resource defined(ObjectNode definition) {
    JsonNode spec = definition.path("spec");
    JsonNode stored = spec.path("versions").path(0);
    for (JsonNode version : spec.path("versions")) {
      stored = version.path("storage").asBoolean() ? version : stored;
    }
    String kind = spec.path("names").path("kind").asText();
    return new Resource(
        spec.path("group").asText(),
        stored.path("name").asText(),
        spec.path("names").path("plural").asText(),
        kind,
        spec.path("scope").asText().equals("Namespaced"),
        stored.path("subresources").has("status"),
        true,
        true,
        Schema.custom(kind, stored.path("schema").path("openAPIV3Schema")));
  }
}
