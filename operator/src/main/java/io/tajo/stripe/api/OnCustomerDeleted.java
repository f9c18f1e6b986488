package io.tajo.stripe.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of a contact when its last customer is deleted in Stripe. */
public enum OnCustomerDeleted {
  /** It leaves the connector's lists and keeps its attributes. */
  @JsonProperty("RemoveFromLists")
  REMOVE_FROM_LISTS,
  @JsonProperty("Retain")
  RETAIN,
  /** It is deleted, unless it is blocklisted. */
  @JsonProperty("DeleteContact")
  DELETE_CONTACT
}
