package io.tajo.stripe.contact;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What this connector last wrote to one Brevo contact: the other half of every diff.
 *
 * @param customers ids of the customers that the contact was made of, newest first
 * @param attributes what Brevo was last told, by attribute name; a cleared attribute is absent
 * @param lists ids of the connector's lists that the contact was put in
 * @param blocklisted whether the opt-out that stands was written as the blocklist flags; false
 *     again once no opt-out stands, so that the next one is written
 * @param withheld values that Brevo refused (a number that another contact holds), left out until
 *     they change
 * @param rejection why Brevo refused the whole contact; null: it was accepted
 * @param nextChange the next instant at which a value changes with the clock alone
 */
public record Written(
    String address,
    List<String> customers,
    SortedMap<String, JsonNode> attributes,
    SortedSet<Long> lists,
    boolean blocklisted,
    SortedMap<String, JsonNode> withheld,
    @Nullable Rejection rejection,
    @Nullable Instant nextChange) {
  /** The same, its blocklist flags written. */
  public Written withBlocklisted() {
    return new Written(
        address, customers, attributes, lists, true, withheld, rejection, nextChange);
  }

  /** The same, no longer changing with the clock. */
  public Written withoutNextChange() {
    return new Written(
        address, customers, attributes, lists, blocklisted, withheld, rejection, null);
  }

  /**
   * A contact that Brevo refused as a whole.
   *
   * @param reason Brevo's words, without the person's data
   * @param digest of the values that were refused: it is tried again when they change
   */
  public record Rejection(String reason, String digest) {}
}
