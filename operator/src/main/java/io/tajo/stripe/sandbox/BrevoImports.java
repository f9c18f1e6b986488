package io.tajo.stripe.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.sandbox.BrevoSandbox.ImportOutcome;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Background imports: POST /v3/contacts/import and /v3/processes. An import is written when the
 * clock reaches its end, all its rows at once.
 */
final class BrevoImports {
  private static final int MAX_BYTES = 10_000_000;
  private static final int PAGE = 10;
  private static final int MAX_PAGE = 50;

  private final BrevoContacts contacts;
  private final BrevoWriter writer;
  private final BrevoLists lists;
  private final BrevoOptions options;
  private final List<Job> processes = new ArrayList<>();
  private ImportOutcome outcome = ImportOutcome.COMPLETED;

  private static final class Job {
    final long id;
    final Instant starts;
    final Instant ends;
    final ImportOutcome outcome;
    final SortedSet<Long> lists;

    /** Unparsed, which is a tenth of the memory; null once the import has ended. */
    byte @Nullable [] body;

    BrevoImportRows.@Nullable Result result;

    Job(
        long id,
        Instant starts,
        Instant ends,
        ImportOutcome outcome,
        SortedSet<Long> lists,
        byte[] body) {
      this.id = id;
      this.starts = starts;
      this.ends = ends;
      this.outcome = outcome;
      this.lists = lists;
      this.body = body;
    }

    String status(Instant now) {
      if (result != null) {
        return switch (outcome) {
          case COMPLETED -> "completed";
          case FAILED, FAILED_HALFWAY -> "failed";
          case CANCELLED -> "cancelled";
          case STUCK -> "processing";
        };
      }
      return now.isBefore(starts) ? "queued" : "processing";
    }
  }

  BrevoImports(BrevoContacts contacts, BrevoWriter writer, BrevoLists lists, BrevoOptions options) {
    this.contacts = contacts;
    this.writer = writer;
    this.lists = lists;
    this.options = options;
  }

  void outcome(ImportOutcome next) {
    outcome = next;
  }

  /** Writes the imports whose end has come, the earliest first. */
  void advance(Instant now) {
    processes.stream()
        .filter(p -> p.result == null && p.body != null && !p.ends.isAfter(now))
        .sorted(Comparator.comparing(p -> p.ends))
        .forEach(this::end);
  }

  private void end(Job job) {
    byte[] body = job.body;
    if (body != null && job.outcome != ImportOutcome.STUCK) {
      job.body = null;
      job.result =
          new BrevoImportRows(contacts, writer, options, BrevoBody.of(body), job.lists, job.ends)
              .write(job.outcome);
    }
  }

  BrevoAnswer start(BrevoCall call) {
    if (call.bodyLength() > MAX_BYTES) {
      throw new BrevoRefusal(413, "invalid_parameter", "The body may have at most 10 MB");
    }
    BrevoBody body = call.json();
    refuseBadSource(body);
    BrevoImportRows.checkFlags(body);
    SortedSet<Long> into = body.ids("listIds");
    Optional<BrevoBody> newList = body.object("newList");
    if (into.isEmpty() && newList.isEmpty()) {
      throw BrevoRefusal.missing("listIds or newList is mandatory");
    }
    writer.refuseUnknownLists(into);
    newList.ifPresent(list -> into.add(lists.create(list, "listName")));
    long id = processes.size() + 1L;
    Instant starts = call.now().plus(options.importDelay().dividedBy(2));
    Instant ends = call.now().plus(options.importDelay());
    processes.add(new Job(id, starts, ends, outcome, into, call.body()));
    return BrevoAnswer.of(202, BrevoJson.MAPPER.createObjectNode().put("processId", id));
  }

  private static void refuseBadSource(BrevoBody body) {
    List<String> sources =
        List.of("fileUrl", "fileBody", "jsonBody").stream().filter(body::has).toList();
    if (sources.size() != 1) {
      throw BrevoRefusal.missing("Exactly one of fileUrl, fileBody and jsonBody is needed");
    }
    if (!sources.getFirst().equals("jsonBody")) {
      throw BrevoRefusal.notSimulated("imports of CSV");
    }
    if (body.objects("jsonBody").isEmpty()) {
      throw BrevoRefusal.invalid("jsonBody is empty");
    }
  }

  BrevoAnswer get(BrevoCall call) {
    long id = call.id(2);
    Job process =
        processes.stream()
            .filter(p -> p.id == id)
            .findFirst()
            .orElseThrow(() -> BrevoRefusal.notFound("Process ID not found"));
    return BrevoAnswer.of(200, json -> write(process, call.now(), json));
  }

  BrevoAnswer page(BrevoCall call) {
    int limit = call.limit(PAGE, MAX_PAGE);
    List<Job> sorted = call.descending() ? processes.reversed() : processes;
    List<Job> page = sorted.stream().skip(call.offset()).limit(limit).toList();
    return BrevoAnswer.of(
        200,
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("processes");
          for (Job process : page) {
            write(process, call.now(), json);
          }
          json.writeEndArray();
          json.writeNumberField("count", processes.size());
          json.writeEndObject();
        });
  }

  private void write(Job process, Instant now, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", process.id);
    json.writeStringField("name", "IMPORTUSER");
    json.writeStringField("status", process.status(now));
    BrevoImportRows.Result result = process.result;
    if (result != null && process.outcome == ImportOutcome.COMPLETED) {
      json.writeObjectFieldStart("info");
      json.writeFieldName("import");
      json.writeTree(info(process.id, result));
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private ObjectNode info(long process, BrevoImportRows.Result result) {
    ObjectNode info = BrevoJson.MAPPER.createObjectNode();
    info.set("invalid_emails", rows(process, "invalid_emails", result.invalidEmails()));
    info.set("duplicate_contact_id", rows(process, "duplicate_contact_id", 0));
    info.set("duplicate_email_id", rows(process, "duplicate_email_id", result.repeatedEmails()));
    for (String identifier : BrevoContact.IDENTIFIERS) {
      String name =
          switch (identifier) {
            case "SMS" -> "duplicate_phone_id";
            case "EXT_ID" -> "duplicate_ext_id";
            default -> "duplicate_" + identifier.toLowerCase(Locale.ROOT) + "_id";
          };
      info.set(name, rows(process, name, result.conflicts().getOrDefault(identifier, 0)));
    }
    return info;
  }

  private JsonNode rows(long process, String kind, int count) {
    if (options.has(BrevoQuirk.IMPORT_INFO_COUNTS)) {
      return BrevoJson.MAPPER.getNodeFactory().numberNode(count);
    }
    return count == 0
        ? BrevoJson.MAPPER.nullNode()
        : BrevoJson.MAPPER
            .getNodeFactory()
            .textNode("https://sandbox.invalid/imports/" + process + "/" + kind + ".csv");
  }
}
