package io.tajo.stripe.brevo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far an import is.
 *
 * @param counts what Brevo counted of rows it did not take, like {@code invalid_emails}, above 0;
 *     it does not always count, and never names the rows
 */
public record ImportState(Status status, SortedMap<String, Long> counts) {
  /** A status unknown to us counts as running. */
  public enum Status {
    QUEUED,
    RUNNING,
    COMPLETED,
    FAILED,
    CANCELLED;

    /** Whether nothing more comes of it. */
    public boolean isFinal() {
      return compareTo(COMPLETED) >= 0;
    }
  }

  static ImportState of(JsonNode json) {
    Status status =
        switch (json.path("status").asText("").toLowerCase(Locale.ROOT)) {
          case "queued" -> Status.QUEUED;
          case "completed" -> Status.COMPLETED;
          case "failed" -> Status.FAILED;
          case "cancelled", "canceled" -> Status.CANCELLED;
          default -> Status.RUNNING;
        };
    SortedMap<String, Long> counts = new TreeMap<>();
    for (var entry : json.path("info").path("import").properties()) {
      long count = entry.getValue().isNumber() ? entry.getValue().asLong() : 0;
      if (count > 0) {
        counts.put(entry.getKey(), count);
      }
    }
    return new ImportState(status, Collections.unmodifiableSortedMap(counts));
  }
}
