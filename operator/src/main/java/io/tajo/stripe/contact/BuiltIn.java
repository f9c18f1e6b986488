package io.tajo.stripe.contact;

import java.util.Set;
import java.util.regex.Pattern;

/** Names of attributes: Brevo's own, and what a name may consist of. */
final class BuiltIn {
  static final String EMAIL = "EMAIL";
  static final String FIRSTNAME = "FIRSTNAME";
  static final String LASTNAME = "LASTNAME";
  static final String SMS = "SMS";

  /** Attributes that Brevo makes itself; a metadata key of such a name is never taken for one. */
  static final Set<String> NAMES =
      Set.of(
          EMAIL,
          "EXT_ID",
          FIRSTNAME,
          LASTNAME,
          SMS,
          "WHATSAPP",
          "LANDLINE_NUMBER",
          "JOB_TITLE",
          "LINKEDIN",
          "DOUBLE_OPT-IN",
          "OPT_IN",
          "BLACKLIST");

  /** Attributes that hold a phone number and that Brevo checks: international form only. */
  static final Set<String> PHONES = Set.of(SMS, "WHATSAPP", "LANDLINE_NUMBER");

  static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]+");

  private BuiltIn() {}
}
