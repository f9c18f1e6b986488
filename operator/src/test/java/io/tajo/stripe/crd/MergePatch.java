package io.tajo.stripe.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A JSON merge patch, as {@code kubectl patch --type=merge} sends it (RFC 7386). */
public final class MergePatch {
  private MergePatch() {}

  /** Changes an object. */
  public static void apply(ObjectNode target, JsonNode patch) {
    patch
        .properties()
        .forEach(field -> {
          if (field.getValue().isNull()) {
            target.remove(field.getKey());
          } else if (field.getValue().isObject()) {
            ObjectNode below =
                target.get(field.getKey()) instanceof ObjectNode there
                    ? there
                    : target.putObject(field.getKey());
            apply(below, field.getValue());
          } else {
            target.set(field.getKey(), field.getValue());
          }
        });
  }
}
