package io.tajo.stripe.cluster;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The conditions of a status, with the time at which each last changed. */
record Conditions(ObjectNode before, ArrayNode list, String now) {
  static Conditions of(ObjectNode status, String now) {
    return new Conditions(status, Json.array(), now);
  }

  Conditions add(String type, boolean holds, String reason, String message) {
    String status = holds ? "True" : "False";
    String since = now;
    for (ObjectNode old : Json.objects(before.path("conditions"))) {
      boolean same =
          old.path("type").asText().equals(type) && old.path("status").asText().equals(status);
      since = same ? old.path("lastTransitionTime").asText() : since;
    }
    ObjectNode condition =
        list.addObject().put("type", type).put("status", status).put("lastTransitionTime", since);
    if (!reason.isEmpty()) {
      condition.put("reason", reason).put("message", message);
    }
    return this;
  }
}
