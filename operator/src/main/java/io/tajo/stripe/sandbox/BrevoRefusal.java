package io.tajo.stripe.sandbox;

import java.util.List;

/** An error answer of the simulated Brevo: {@code {code, message, metadata?}} with a status. */
final class BrevoRefusal extends RuntimeException {
  private final int status;
  private final String code;
  private final List<String> duplicates;

  BrevoRefusal(int status, String code, String message) {
    this(status, code, message, List.of());
  }

  private BrevoRefusal(int status, String code, String message, List<String> duplicates) {
    super(message, null, false, false); // an answer, not a fault: no stack trace
    this.status = status;
    this.code = code;
    this.duplicates = duplicates;
  }

  static BrevoRefusal invalid(String message) {
    return new BrevoRefusal(400, "invalid_parameter", message);
  }

  static BrevoRefusal missing(String message) {
    return new BrevoRefusal(400, "missing_parameter", message);
  }

  static BrevoRefusal notFound(String message) {
    return new BrevoRefusal(404, "document_not_found", message);
  }

  /** A part of Brevo that has no simulation: better an error than a wrong answer. */
  static BrevoRefusal notSimulated(String what) {
    return new BrevoRefusal(501, "not_implemented", "The sandbox does not simulate " + what);
  }

  /** Identifiers that another contact has already. */
  static BrevoRefusal duplicates(String code, boolean creating, List<String> identifiers) {
    String message =
        "Unable to %s contact, %s %s already associated with another Contact"
            .formatted(
                creating ? "create" : "update",
                String.join(" or ", identifiers),
                identifiers.size() == 1 ? "is" : "are");
    return new BrevoRefusal(400, code, message, List.copyOf(identifiers));
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  /** Names of the identifiers that clash; mostly empty. */
  List<String> duplicates() {
    return duplicates;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
