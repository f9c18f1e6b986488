package io.tajo.stripe.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The few objects that are held: products, prices, coupons.
 *
 * @param objects in the order of (created, id)
 */
record Fixed(
    List<ObjectNode> objects, Map<String, Integer> byId, boolean listed, boolean retrievable)
    implements Sequence {
  static Fixed of(List<ObjectNode> objects, boolean listed, boolean retrievable) {
    List<ObjectNode> sorted = objects.stream().sorted(Comparator.comparing(Key::of)).toList();
    Map<String, Integer> byId = new HashMap<>();
    for (int i = 0; i < sorted.size(); i++) {
      byId.put(sorted.get(i).path("id").textValue(), i);
    }
    return new Fixed(sorted, byId, listed, retrievable);
  }

  @Override
  public long size() {
    return objects.size();
  }

  @Override
  public long created(long index) {
    return object(index).path("created").longValue();
  }

  @Override
  public String id(long index) {
    return object(index).path("id").textValue();
  }

  @Override
  public long indexOf(String id) {
    return byId.getOrDefault(id, -1);
  }

  @Override
  public ObjectNode object(long index) {
    return objects.get((int) index);
  }
}
