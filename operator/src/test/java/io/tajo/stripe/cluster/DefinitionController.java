package io.tajo.stripe.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Stands in for what makes a definition count: it is established as soon as it is there. */
record DefinitionController(Hands hands) implements ControlPlane.Controller {
  @Override
  public void reconcile(ObjectKey key) {
    if (key.resource().equals("customresourcedefinitions") && hands.get(key).isPresent()) {
      hands.status(
          key,
          status -> {
            ObjectNode established = Json.object().put("type", "Established").put("status", "True");
            status.putArray("conditions").add(established);
            return status;
          });
    }
  }
}
