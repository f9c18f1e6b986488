package io.tajo.stripe.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.tajo.stripe.api.Json;
import io.tajo.stripe.contact.AttributeType;
import io.tajo.stripe.contact.Mapping;
import io.tajo.stripe.contact.Schema;
import io.tajo.stripe.contact.Target;
import io.tajo.stripe.ledger.Facts;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The types that the mapped attributes had in Brevo when they were last looked at. */
final class KeptSchema {
  private static final String KEY = "brevo.attributes";
  private static final TypeReference<TreeMap<String, Kept>> TYPE = new TypeReference<>() {};

  private final Facts facts;

  /**
   * A type.
   *
   * @param type as Brevo names it
   */
  private record Kept(String type, SortedSet<String> options) {}

  KeptSchema(Facts facts) {
    this.facts = facts;
  }

  void put(Mapping mapping, Schema schema) {
    Map<String, Kept> kept = new TreeMap<>();
    for (String attribute : mapping.attributes()) {
      AttributeType type = schema.attributes().get(attribute);
      if (type != null) {
        kept.put(attribute, new Kept(type.brevoName(), new TreeSet<>(options(type))));
      }
    }
    try {
      facts.put(KEY, Json.MAPPER.writeValueAsString(kept));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("attribute types cannot be written as JSON", e);
    }
  }

  private static Set<String> options(AttributeType type) {
    return switch (type) {
      case AttributeType.Category(Set<String> options) -> options;
      case AttributeType.MultipleChoice(Set<String> options) -> options;
      default -> Set.of();
    };
  }

  /**
   * The schema, as far as it was kept.
   *
   * @param creating whether attributes that were not there will be made
   */
  Schema get(Mapping mapping, boolean creating) {
    Map<String, AttributeType> types = new HashMap<>();
    kept().forEach((name, kept) -> types.put(name, AttributeType.of(kept.type(), kept.options())));
    if (creating) {
      for (Target target : mapping.targets()) {
        types.putIfAbsent(
            target.attribute(), AttributeType.created(target.source().field().kind()));
      }
    }
    return new Schema(types);
  }

  private Map<String, Kept> kept() {
    try {
      return Json.MAPPER.readValue(facts.get(KEY).orElse("{}"), TYPE);
    } catch (JsonProcessingException e) {
      return Map.of(); // Another version wrote it: the next run keeps it anew.
    }
  }
}
