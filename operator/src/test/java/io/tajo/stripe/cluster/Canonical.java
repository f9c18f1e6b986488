package io.tajo.stripe.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;

/**
 * What is left of an object once the server has read it into its own types and written it again:
 * quantities in their canonical form, and nothing that means the same as nothing. Whoever applies
 * such a value still owns it, so that it differs for ever from what he applies.
 *
 * @see <a href="https://github.com/operator-framework/java-operator-sdk/issues/2802">An empty env
 *     value</a> and <a href="https://github.com/operator-framework/java-operator-sdk/issues/2742">a
 *     probe's zero delay</a>
 */
final class Canonical {
  private static final Set<String> QUANTITIES = Set.of("limits", "requests", "capacity", "hard");
  private static final Set<String> MAPS =
      Set.of("labels", "annotations", "data", "nodeSelector", "limits", "requests", "matchLabels");
  private static final Set<String> TEXTS =
      Set.of("value", "subPath", "serviceAccountName", "storageClassName", "hostIP", "workingDir");
  private static final Set<String> NUMBERS = Set.of("initialDelaySeconds", "minReadySeconds");
  private static final Set<String> FLAGS =
      Set.of("readOnly", "hostNetwork", "hostPID", "hostIPC", "stdin", "stdinOnce", "tty");
  private static final List<String> BINARY = List.of("Ki", "Mi", "Gi", "Ti", "Pi", "Ei");

  private Canonical() {}

  static void normalize(ObjectNode object) {
    for (String name : Json.names(object)) {
      JsonNode value = object.path(name);
      if (name.equals("managedFields")) {
        continue;
      }
      if (QUANTITIES.contains(name) && value instanceof ObjectNode quantities) {
        for (String resource : Json.names(quantities)) {
          quantities.put(resource, quantity(quantities.path(resource).asText()));
        }
      }
      normalize(value);
      if (meansNothing(name, value)) {
        object.remove(name);
      }
    }
    if (object.path("emptyDir").has("sizeLimit")
        && object.get("emptyDir") instanceof ObjectNode d) {
      d.put("sizeLimit", quantity(d.path("sizeLimit").asText()));
    }
  }

  private static void normalize(JsonNode value) {
    if (value instanceof ObjectNode object) {
      normalize(object);
    } else if (value.isArray()) {
      value.forEach(Canonical::normalize);
    }
  }

  private static boolean meansNothing(String name, JsonNode value) {
    if (value.isArray() || (value.isObject() && MAPS.contains(name))) {
      return value.isEmpty();
    }
    return (value.isTextual() && value.asText().isEmpty() && TEXTS.contains(name))
        || (value.isInt() && value.asInt() == 0 && NUMBERS.contains(name))
        || (value.isBoolean() && !value.asBoolean() && FLAGS.contains(name));
  }

  /** A quantity as Kubernetes writes it: `1000m` is `1`, `0.5` is `500m`, `1024Mi` is `1Gi`. */
  static String quantity(String text) {
    Quantity quantity = Quantity.parse(text);
    BigDecimal amount = Quantity.getAmountInBytes(quantity);
    if (quantity.getFormat().endsWith("i") && isWhole(amount)) {
      BigInteger left = amount.toBigIntegerExact();
      BigInteger step = BigInteger.valueOf(1024);
      int unit = -1;
      while (unit < BINARY.size() - 1 && left.signum() != 0 && left.mod(step).signum() == 0) {
        left = left.divide(step);
        unit++;
      }
      return left + (unit < 0 ? "" : BINARY.get(unit));
    }
    List<String> units = List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");
    for (int i = units.size() - 1; i > 0; i--) {
      BigDecimal left = amount.scaleByPowerOfTen(-3 * (i - 3));
      if (isWhole(left) && left.signum() != 0) {
        return left.toBigIntegerExact() + units.get(i);
      }
    }
    return amount.signum() == 0 ? "0" : amount.scaleByPowerOfTen(9).toBigInteger() + "n";
  }

  private static boolean isWhole(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0;
  }
}
