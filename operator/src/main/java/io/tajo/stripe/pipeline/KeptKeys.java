package io.tajo.stripe.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tajo.stripe.api.Json;
import io.tajo.stripe.contact.MetadataKeys;
import io.tajo.stripe.ledger.Facts;

/** The metadata keys that the last full run chose: they stay until the next one. */
final class KeptKeys {
  private static final String KEY = "metadata.keys";

  private final Facts facts;

  KeptKeys(Facts facts) {
    this.facts = facts;
  }

  /** None before the first full run. */
  MetadataKeys get() {
    try {
      String kept = facts.get(KEY).orElse("");
      return kept.isEmpty() ? MetadataKeys.NONE : Json.MAPPER.readValue(kept, MetadataKeys.class);
    } catch (JsonProcessingException e) {
      // Another version wrote it: the next full run chooses anew.
      return MetadataKeys.NONE;
    }
  }

  void put(MetadataKeys keys) {
    try {
      facts.put(KEY, Json.MAPPER.writeValueAsString(keys));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("metadata keys cannot be written as JSON", e);
    }
  }
}
