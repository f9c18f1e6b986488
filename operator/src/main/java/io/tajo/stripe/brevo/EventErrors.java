package io.tajo.stripe.brevo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What an answer tells of each of a batch's events, as far as it can be read
 * (https://developers.brevo.com/reference/create-batch-events).
 *
 * @param accepted how many it says were taken
 * @param refused how many it says were not
 * @param errors Brevo's words, scrubbed, by the event's place in the batch, from 0
 * @param legible whether all that it says was understood
 */
record EventErrors(
    OptionalInt accepted, OptionalInt refused, SortedMap<Integer, String> errors, boolean legible) {
  private static final String ACCEPTED = "successful_events";
  private static final String REFUSED = "failed_events";
  private static final String ERRORS = "errors";

  /** Empty where the answer does not tell of single events. */
  static Optional<EventErrors> of(JsonNode body) {
    if (Stream.of(ACCEPTED, REFUSED, ERRORS, "total_events").noneMatch(body::has)) {
      return Optional.empty();
    }
    SortedMap<Integer, String> errors = new TreeMap<>();
    boolean legible = true;
    for (JsonNode error : body.path(ERRORS)) {
      JsonNode places = error.path("eventIndex");
      String message = Refusal.scrubbed(error.path("message").asText(""));
      boolean found = false;
      for (JsonNode place : places.isArray() ? places : Json.array().add(places)) {
        found = true;
        legible &= place.canConvertToInt() && place.isIntegralNumber();
        errors.putIfAbsent(place.asInt(-1), message);
      }
      legible &= found;
    }
    return Optional.of(
        new EventErrors(
            number(body, ACCEPTED),
            number(body, REFUSED),
            Collections.unmodifiableSortedMap(errors),
            legible));
  }

  /** Whether it says that all were taken, of so many. */
  boolean acceptsAll(int size) {
    return legible && errors.isEmpty() && accepted.equals(OptionalInt.of(size));
  }

  /** Whether it says that none was taken, of so many. */
  boolean refusesAll(int size) {
    return accepted.equals(OptionalInt.of(0)) && refused.orElse(size) == size;
  }

  /** Whether the errors name events of the batch, and just as many as it says were refused. */
  boolean isComplete(int size) {
    return legible
        && !errors.isEmpty()
        && errors.firstKey() >= 0
        && errors.lastKey() < size
        && refused.orElse(errors.size()) == errors.size()
        && accepted.orElse(size - errors.size()) == size - errors.size();
  }

  private static OptionalInt number(JsonNode body, String name) {
    JsonNode number = body.path(name);
    return number.isIntegralNumber() ? OptionalInt.of(number.asInt()) : OptionalInt.empty();
  }
}
