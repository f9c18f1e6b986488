package io.tajo.stripe.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.api.Json;
import io.tajo.stripe.api.SyncReport;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The file in which a container leaves its last words
 * (https://kubernetes.io/docs/tasks/debug/debug-application/determine-reason-pod-failure/).
 */
record TerminationLog(Path file) {
  static final String OPTION = "--termination-log";

  /** A message of this many characters is worth more than anything that is dropped first. */
  private static final int LONG_MESSAGE = 1_000;

  /** What may be dropped, with its place; the outcome and all counts stay. */
  private static final List<String> DROPPABLE =
      List.of("/status/checks", "/status/leftOut", "/status/contacts/leftOut");

  /** The file that a command line names which could not be understood as a whole. */
  static Optional<TerminationLog> named(String... arguments) {
    List<String> words = List.of(arguments);
    int option = words.indexOf(OPTION);
    return Stream.concat(
            words.stream()
                .filter(word -> word.startsWith(OPTION + "="))
                .map(word -> word.substring(OPTION.length() + 1)),
            option < 0 ? Stream.empty() : words.stream().skip(option + 1L).limit(1))
        .filter(name -> !name.isEmpty() && !name.startsWith("-"))
        .findFirst()
        .map(name -> new TerminationLog(Path.of(name)));
  }

  /** Writes it over what is there; what stands in the way is only told. */
  void write(SyncReport report, PrintStream err) {
    // Not a channel: the thread may be interrupted, and the file may be no ordinary one.
    try (OutputStream out = new FileOutputStream(file.toFile())) {
      out.write(text(report).getBytes(UTF_8));
    } catch (IOException e) {
      err.println("The termination log cannot be written: " + Text.oneLine(e));
    }
  }

  /** The report as JSON that fits. */
  static String text(SyncReport report) {
    ObjectNode json = Json.MAPPER.valueToTree(report);
    String text = text(json);
    if (fits(text)) {
      return text;
    }
    dropPassed(json);
    shortenMessage(json, LONG_MESSAGE);
    for (text = text(json); !fits(text) && dropLargest(json); text = text(json)) {}
    int length = json.path("message").asText().length();
    while (!fits(text) && length > 0) {
      // A character may take up to six bytes of JSON: not too much at once.
      length -= Math.clamp(bytes(text) - SyncReport.LONGEST, 1, 1 + length / 8);
      shortenMessage(json, length);
      text = text(json);
    }
    return text;
  }

  private static String text(JsonNode json) {
    try {
      return Text.withoutKeys(Json.MAPPER.writeValueAsString(json));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A report is not writable as JSON.", e);
    }
  }

  private static boolean fits(String text) {
    return bytes(text) <= SyncReport.LONGEST;
  }

  private static int bytes(String text) {
    return text.getBytes(UTF_8).length;
  }

  private static void dropPassed(ObjectNode json) {
    if (json.at("/status/checks") instanceof ArrayNode checks) {
      checks.removeIf(check -> check.path("status").asText().equals("Passed"));
    }
  }

  /** Drops the largest part that may be; false where none is left. */
  private static boolean dropLargest(ObjectNode json) {
    Optional<String> largest =
        DROPPABLE.stream()
            .filter(part -> !json.at(part).isEmpty())
            .max(Comparator.comparingInt(part -> bytes(text(json.at(part)))));
    largest.ifPresent(part -> {
      if (json.at(part) instanceof ObjectNode counts) {
        counts.removeAll();
      } else if (json.at("/status") instanceof ObjectNode status) {
        status.remove(part.substring("/status/".length()));
      }
    });
    return largest.isPresent();
  }

  private static void shortenMessage(ObjectNode json, int most) {
    String message = json.path("message").asText();
    if (message.length() > most) {
      int end = most > 0 && Character.isHighSurrogate(message.charAt(most - 1)) ? most - 1 : most;
      json.put("message", message.substring(0, end) + "…");
    }
  }
}
