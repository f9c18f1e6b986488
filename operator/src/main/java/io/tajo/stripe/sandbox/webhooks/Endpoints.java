package io.tajo.stripe.sandbox.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.sandbox.stripe.Json;
import io.tajo.stripe.sandbox.stripe.Resource;
import io.tajo.stripe.sandbox.stripe.Shapes;
import io.tajo.stripe.sandbox.stripe.StripeAccount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The account's webhook endpoints and their secrets. */
final class Endpoints {
  private final StripeAccount account;
  private final Map<String, List<String>> secrets = new ConcurrentHashMap<>();

  Endpoints(StripeAccount account) {
    this.account = account;
  }

  StripeAccount account() {
    return account;
  }

  ObjectNode add(String url, String secret, List<String> types) {
    ObjectNode endpoint =
        Shapes.of(Resource.WEBHOOK_ENDPOINTS).put("id", "we_" + account.newSerial());
    endpoint.put("created", account.now()).put("livemode", account.livemode()).put("url", url);
    endpoint.set("enabled_events", Json.texts(types));
    secrets.put(endpoint.path("id").asText(), List.of(secret));
    account.put(endpoint);
    return endpoint;
  }

  String newSecret() {
    return "whsec_" + account.newSerial() + account.newSerial();
  }

  /** The newest first; the older one signs too until it is dropped. */
  List<String> secrets(String id) {
    return secrets.getOrDefault(id, List.of());
  }

  String roll(String id) {
    String secret = newSecret();
    secrets.computeIfPresent(id, (any, old) -> List.of(secret, old.getFirst()));
    return secret;
  }

  void dropRolled(String id) {
    secrets.computeIfPresent(id, (any, both) -> List.of(both.getFirst()));
  }

  void delete(String id) {
    account.delete(Resource.WEBHOOK_ENDPOINTS, id);
    secrets.remove(id);
  }

  List<ObjectNode> all() {
    return account.all(Resource.WEBHOOK_ENDPOINTS, Map.of()).toList();
  }

  Optional<ObjectNode> find(String id) {
    return account.find(Resource.WEBHOOK_ENDPOINTS, id);
  }

  static boolean enabled(ObjectNode endpoint) {
    return endpoint.path("status").asText().equals("enabled");
  }

  static boolean wants(ObjectNode endpoint, String type) {
    for (JsonNode wanted : endpoint.path("enabled_events")) {
      if (wanted.asText().equals("*") || wanted.asText().equals(type)) {
        return enabled(endpoint);
      }
    }
    return false;
  }
}
