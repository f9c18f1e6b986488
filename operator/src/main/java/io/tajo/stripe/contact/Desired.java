package io.tajo.stripe.contact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What one contact should be in Brevo.
 *
 * @param customers ids of the customers with the address, newest first; empty for a guest's
 * @param attributes values to have: text, decimal (no trailing zeros), boolean, {@code yyyy-MM-dd},
 *     array of texts; never empty ones
 * @param empty attributes without a value that fits: cleared where this connector wrote one
 * @param kept attributes whose source says nothing now (it may not be read): neither written nor
 *     cleared, and what was written stays remembered
 * @param lists ids of the lists to be in
 * @param managed ids of the lists that the contact may be put in or taken out of
 * @param blocklistNew whether the contact is made blocklisted if Brevo has none
 * @param optedOut whether a customer's consent metadata says no: blocklisted, new or not
 * @param nextChange the next instant at which a value changes with the clock alone; null: never
 * @param omissions values that do not fit, in the order of the mapping
 */
public record Desired(
    String address,
    List<String> customers,
    SortedMap<String, JsonNode> attributes,
    SortedSet<String> empty,
    SortedSet<String> kept,
    SortedSet<Long> lists,
    SortedSet<Long> managed,
    boolean blocklistNew,
    boolean optedOut,
    @Nullable Instant nextChange,
    List<Omission> omissions) {
  /** Closes what it is given to changes. */
  public Desired {
    customers = List.copyOf(customers);
    attributes = Collections.unmodifiableSortedMap(attributes);
    empty = Collections.unmodifiableSortedSet(empty);
    kept = Collections.unmodifiableSortedSet(kept);
    lists = Collections.unmodifiableSortedSet(lists);
    managed = Collections.unmodifiableSortedSet(managed);
    omissions = List.copyOf(omissions);
  }

  /** SHA-256, in hexadecimal, of all that could be written; the same on every machine. */
  public String digest() {
    JsonNodeFactory json = JsonNodeFactory.instance;
    ArrayNode content = json.arrayNode().add(address);
    content.add(json.objectNode().setAll(attributes));
    ArrayNode cleared = content.addArray();
    empty.forEach(cleared::add);
    ArrayNode membership = content.addArray();
    lists.forEach(membership::add);
    content.add(blocklistNew).add(optedOut);
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(content.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256; use a complete one", impossible);
    }
  }
}
