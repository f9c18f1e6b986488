package io.tajo.stripe.sandbox.stripe.life;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.sandbox.stripe.Json;
import io.tajo.stripe.sandbox.stripe.Resource;
import io.tajo.stripe.sandbox.stripe.StripeAccount;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Changes objects of the account and tells of it. */
final class Chronicle {
  private final StripeAccount account;

  Chronicle(StripeAccount account) {
    this.account = account;
  }

  StripeAccount account() {
    return account;
  }

  /** One act after the other: nobody sees the objects of two mixed. */
  ObjectNode act(Supplier<ObjectNode> act) {
    synchronized (account) {
      return act.get();
    }
  }

  long now() {
    return account.now();
  }

  String newId(String prefix) {
    return prefix + account.newSerial();
  }

  ObjectNode get(Resource resource, String id) {
    return account
        .find(resource, id)
        .orElseThrow(() -> new IllegalArgumentException("no " + resource + ": " + id));
  }

  /** Adds an object without an event. */
  ObjectNode add(ObjectNode object) {
    account.put(object.put("created", now()));
    return object;
  }

  ObjectNode add(String type, ObjectNode object) {
    add(object);
    tell(type, object);
    return object;
  }

  void tell(String type, ObjectNode object) {
    account.events().append(type, object);
  }

  /** Changes an object without an event. */
  ObjectNode change(Resource resource, String id, Consumer<ObjectNode> change) {
    return account.change(resource, id, change);
  }

  /** Changes an object; Stripe sends no update where nothing is different. */
  ObjectNode change(String type, Resource resource, String id, Consumer<ObjectNode> change) {
    ObjectNode before = account.collapsed(get(resource, id));
    ObjectNode after = account.change(resource, id, change);
    ObjectNode previous = previous(before, account.collapsed(after));
    if (!type.endsWith(".updated")) {
      account
          .events()
          .append(
              type,
              after,
              type.equals("charge.refunded") ? Optional.of(previous) : Optional.empty());
    } else if (!previous.isEmpty()) {
      account.events().append(type, after, Optional.of(previous));
    }
    return after;
  }

  /** The old values of what is different; of objects the parts that are, of lists the whole. */
  private static ObjectNode previous(ObjectNode before, ObjectNode after) {
    ObjectNode previous = Json.object();
    TreeSet<String> names = new TreeSet<>();
    before.fieldNames().forEachRemaining(names::add);
    after.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      JsonNode old = before.path(name);
      JsonNode current = after.path(name);
      if (old instanceof ObjectNode part && current instanceof ObjectNode other) {
        ObjectNode inside = previous(part, other);
        if (!inside.isEmpty()) {
          previous.set(name, inside);
        }
      } else if (old.isMissingNode()) {
        previous.putNull(name);
      } else if (!old.equals(current)) {
        previous.set(name, old);
      }
    }
    return previous;
  }
}
