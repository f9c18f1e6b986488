package io.tajo.stripe.contact;

/** A value that a contact has and Brevo is not told, because it would not fit there. */
public record Omission(String attribute, Reason reason) {
  /** Why a value is left out. */
  public enum Reason {
    /** It cannot be converted to the attribute's type. */
    UNCONVERTIBLE,
    /** Brevo has no such attribute. */
    MISSING_ATTRIBUTE,
    /** It is not a phone number in international form. */
    INVALID_PHONE
  }
}
