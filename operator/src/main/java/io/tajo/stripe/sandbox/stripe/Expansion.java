package io.tajo.stripe.sandbox.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.sandbox.stripe.Expandable.Embedded;
import io.tajo.stripe.sandbox.stripe.Expandable.Included;
import io.tajo.stripe.sandbox.stripe.Expandable.Inside;
import io.tajo.stripe.sandbox.stripe.Expandable.Reference;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a request's {@code expand[]} asks for, as a tree of field names; checked when it is made.
 */
final class Expansion {
  private static final int DEPTH = 4;
  static final Expansion NONE = new Expansion();

  private final Map<String, Expansion> fields = new TreeMap<>();

  private Expansion() {}

  /**
   * @param fields what can be expanded in the answer
   * @param needed told each permission that an expansion needs
   * @throws StripeError if a path is too deep or leads nowhere
   */
  static Expansion parse(
      List<String> paths, Map<String, Expandable> fields, Consumer<String> needed) {
    Expansion root = new Expansion();
    for (String path : paths) {
      String[] segments = path.split("\\.", -1);
      if (segments.length > DEPTH) {
        throw StripeError.badRequest(
            "property_expansion_max_depth",
            "expand",
            "You cannot expand more than 4 levels of a property. Property: " + path);
      }
      check(path, segments, fields, needed);
      Expansion at = root;
      for (String segment : segments) {
        at = at.fields.computeIfAbsent(segment, any -> new Expansion());
      }
    }
    return root;
  }

  private static void check(
      String path, String[] segments, Map<String, Expandable> fields, Consumer<String> needed) {
    Map<String, Expandable> here = fields;
    Expandable last = null;
    for (String segment : segments) {
      last = here.get(segment);
      if (last == null) {
        throw notExpandable(path, fields);
      }
      String permission = permission(last);
      if (permission != null) {
        needed.accept(permission);
      }
      here = inside(last);
    }
    if (last instanceof Inside) {
      throw notExpandable(path, fields);
    }
  }

  private static StripeError notExpandable(String path, Map<String, Expandable> fields) {
    String hint =
        fields.containsKey("data") && !path.startsWith("data")
            ? " You may want to try expanding 'data." + path + "' instead."
            : "";
    return StripeError.of(
        400, null, "expand", "This property cannot be expanded (" + path + ")." + hint);
  }

  private static @Nullable String permission(Expandable expandable) {
    return switch (expandable) {
      case Reference(Resource target) when target != null -> target.permission();
      case Included(String permission, _) -> permission;
      default -> null;
    };
  }

  private static Map<String, Expandable> inside(Expandable expandable) {
    return switch (expandable) {
      case Reference(Resource target) -> target == null ? Map.of() : Expandables.of(target);
      case Included(_, Map<String, Expandable> inside) -> inside;
      case Embedded(Resource target) -> Expandables.of(target);
      case Inside(Map<String, Expandable> inside) -> inside;
    };
  }

  Expansion in(String field) {
    return fields.getOrDefault(field, NONE);
  }

  /**
   * An object as an answer shows it: fields to be asked for left out, what was asked for put in.
   */
  ObjectNode show(ObjectNode whole, Resource resource, StripeAccount account) {
    return fields(whole, Expandables.of(resource), account, resource);
  }

  private ObjectNode fields(
      ObjectNode whole,
      Map<String, Expandable> expandables,
      StripeAccount account,
      @Nullable Resource resource) {
    ObjectNode shown = Json.copy(whole);
    expandables.forEach((field, expandable) -> {
      if (expandable instanceof Included) {
        shown.remove(field);
      }
      boolean stands = expandable instanceof Embedded || expandable instanceof Inside;
      if (fields.containsKey(field) || (stands && whole.has(field))) {
        shown.set(field, value(whole, field, expandable, account, resource));
      }
    });
    return shown;
  }

  private JsonNode value(
      ObjectNode owner,
      String field,
      Expandable expandable,
      StripeAccount account,
      @Nullable Resource resource) {
    Expansion deeper = in(field);
    JsonNode value = owner.path(field);
    return switch (expandable) {
      case Reference(Resource target) ->
          target == null ? value : each(value, id -> deeper.resolved(id, target, account));
      case Embedded(Resource target) ->
          each(value, object -> deeper.embedded(object, target, account));
      case Inside(Map<String, Expandable> inside) ->
          value instanceof ObjectNode object ? deeper.fields(object, inside, account, null) : value;
      case Included(_, Map<String, Expandable> inside) ->
          account.included(owner, field, resource) instanceof ObjectNode found
              ? deeper.fields(found, inside, account, null)
              : account.included(owner, field, resource);
    };
  }

  private JsonNode resolved(JsonNode id, Resource target, StripeAccount account) {
    if (id instanceof ObjectNode object) {
      return show(object, target, account);
    }
    return account
        .resolve(target, id.asText())
        .map(object -> (JsonNode) show(object, target, account))
        .orElse(id);
  }

  private JsonNode embedded(JsonNode object, Resource target, StripeAccount account) {
    return object instanceof ObjectNode found
        ? show(account.changed(target, found.path("id").asText()).orElse(found), target, account)
        : object;
  }

  private static JsonNode each(JsonNode value, UnaryOperator<JsonNode> change) {
    if (value.isArray()) {
      ArrayNode changed = Json.array();
      value.forEach(element -> changed.add(change.apply(element)));
      return changed;
    }
    return value.isNull() || value.isMissingNode() ? NullNode.getInstance() : change.apply(value);
  }
}
