package io.tajo.stripe.contact;

import java.util.Map;

/**
 * The attributes that exist in Brevo and that a contact may be given: those of Brevo's category
 * "normal", and "category" ones with their options.
 *
 * @param attributes type by upper-case name
 */
public record Schema(Map<String, AttributeType> attributes) {
  /** Copies what it is given. */
  public Schema {
    attributes = Map.copyOf(attributes);
  }
}
