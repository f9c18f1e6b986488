package io.tajo.stripe.brevo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an answer other than 2xx says, without a person's data.
 *
 * @param call its method and path, with placeholders
 * @param status 0 where no answer came
 * @param code an open set; empty where there is none
 * @param reason Brevo's words, with e-mails, numbers and keys taken out
 * @param duplicates names of the attributes that another contact holds already, in upper case
 * @param indexes of the contacts of a batch that the answer names
 * @param events what it tells of each of many events, where it tells that
 * @param address the IP address that the answer names, or empty
 * @param possiblyRepeated whether an attempt's answer was lost
 */
record Refusal(
    String call,
    int status,
    String code,
    String reason,
    SortedSet<String> duplicates,
    SortedSet<Integer> indexes,
    Optional<EventErrors> events,
    String address,
    boolean possiblyRepeated) {
  private static final int LONGEST_REASON = 300;
  private static final Pattern EMAIL =
      Pattern.compile("[^\\s\"'<>()\\[\\],;:]+(?:@|%40)[^\\s\"'<>()\\[\\],;]+");
  private static final Pattern KEY = Pattern.compile("(?i)xkeysib-\\S+|bearer\\s+\\S+");
  private static final Pattern NUMBER = Pattern.compile("\\+?\\d[\\d\\s().\\-/]{5,}\\d");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\s]+");
  private static final Pattern ADDRESS =
      Pattern.compile(
          "\\b(?:\\d{1,3}(?:\\.\\d{1,3}){3}|(?=[\\da-fA-F:]*:[\\da-fA-F:]*:)[\\da-fA-F:]{4,39})(?![\\w:])");
  private static final Pattern DUPLICATE =
      Pattern.compile(
          "(?i)^(?:unable to \\w+ contact,\\s*)?(.+) (?:is|are) already associated with another contact");
  private static final Pattern EXISTS = Pattern.compile("(?i)contact already exists?");
  private static final Pattern INDEXES =
      Pattern.compile("(?i)\\bindex(?:es)?\\D{0,3}(\\d+(?:\\s*,\\s*\\d+)*)");

  /** Reads an error of the API ({@code code, message, metadata}) or of its token endpoint. */
  static Refusal of(String call, int status, JsonNode body, boolean possiblyRepeated) {
    String code = text(body, "code", "error");
    String message = text(body, "message", "error_description");
    return new Refusal(
        call,
        status,
        scrubbed(code),
        scrubbed(message),
        Collections.unmodifiableSortedSet(duplicates(body, message)),
        Collections.unmodifiableSortedSet(indexes(message)),
        EventErrors.of(body),
        first(ADDRESS, message),
        possiblyRepeated);
  }

  /** The typed error of a 4xx answer. */
  BrevoFailure failure() {
    if (reason.toLowerCase(Locale.ROOT).matches(".*unrecogni[sz]ed ip.*")) {
      return new BrevoFailure.UnknownAddress(this);
    }
    return switch (code) {
      case "account_in_process" -> new BrevoFailure.TooEarly(this);
      case "invalid_client", "unauthorized_client" -> new BrevoFailure.InvalidCredentials(this);
      case "invalid_scope" -> new BrevoFailure.NotPermitted(this);
      default ->
          switch (status) {
            case 401 -> new BrevoFailure.InvalidCredentials(this);
            case 402, 403 -> new BrevoFailure.NotPermitted(this);
            case 404 -> new BrevoFailure.NotFound(this);
            default -> new BrevoFailure.Invalid(this);
          };
    };
  }

  /** For messages: what was asked and what came back. */
  String summary() {
    StringBuilder text = new StringBuilder(call).append(": ");
    text.append(status == 0 ? "no answer" : status);
    if (!code.isEmpty()) {
      text.append(' ').append(code);
    }
    if (!reason.isEmpty()) {
      text.append(" (").append(reason).append(')');
    }
    return text.toString();
  }

  private static SortedSet<String> duplicates(JsonNode body, String message) {
    SortedSet<String> names = new TreeSet<>();
    for (JsonNode name : body.path("metadata").path("duplicate_identifiers")) {
      names.add(name.asText().toUpperCase(Locale.ROOT));
    }
    if (names.isEmpty()) {
      for (String name : first(DUPLICATE, message).split("(?i)\\s+(?:or|and)\\s+|\\s*,\\s*", -1)) {
        if (!name.isBlank()) {
          names.add(name.strip().toUpperCase(Locale.ROOT));
        }
      }
    }
    if (names.isEmpty() && EXISTS.matcher(message).find()) {
      names.add("EMAIL");
    }
    return names;
  }

  private static SortedSet<Integer> indexes(String message) {
    SortedSet<Integer> indexes = new TreeSet<>();
    for (String index : first(INDEXES, message).split(",", -1)) {
      if (!index.isBlank() && index.strip().length() < 7) {
        indexes.add(Integer.valueOf(index.strip()));
      }
    }
    return indexes;
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      return "";
    }
    return matcher.group(matcher.groupCount());
  }

  /** Words of Brevo's, without e-mails, numbers and keys, and not too many. */
  static String scrubbed(String text) {
    String clean = KEY.matcher(EMAIL.matcher(text).replaceAll("[e-mail]")).replaceAll("[key]");
    clean = NUMBER.matcher(clean).replaceAll("[number]");
    clean = CONTROL.matcher(clean).replaceAll(" ").strip();
    return clean.length() <= LONGEST_REASON ? clean : clean.substring(0, LONGEST_REASON) + "…";
  }

  private static String text(JsonNode body, String name, String other) {
    JsonNode value = body.path(name);
    return value.isValueNode() && !value.isNull() ? value.asText() : body.path(other).asText("");
  }
}
