package io.tajo.stripe.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tajo.stripe.api.Json;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.api.StripeConnectorStatus.Check;
import io.tajo.stripe.api.StripeConnectorStatus.CheckStatus;
import io.tajo.stripe.api.StripeConnectorStatus.Contacts;
import io.tajo.stripe.api.StripeConnectorStatus.LeftOut;
import io.tajo.stripe.pipeline.DryRun;
import io.tajo.stripe.pipeline.RunReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A run's result for people: what was read, what was written, what was left out, what to do. */
final class Summary {
  private static final Map<String, String> REASONS =
      Map.of(
          "noEmail", "no e-mail",
          "invalidEmail", "unusable e-mail",
          "testClock", "on a test clock",
          "withoutCustomer", "without a customer");

  private static final Map<String, String> OMITTED =
      Map.of(
          "INVALID_PHONE", "no international number",
          "UNCONVERTIBLE", "not of its type",
          "MISSING_ATTRIBUTE", "not in Brevo",
          "REFUSED", "another contact's");

  private final StringBuilder text = new StringBuilder();

  private Summary() {}

  static String of(String connector, RunReport report) {
    Summary summary = new Summary();
    summary.run(connector, report);
    return summary.text.toString();
  }

  private void run(String connector, RunReport report) {
    boolean dry = report.dryRun().isPresent();
    line(
        "%s of %s %s after %s."
            .formatted(
                report.feed().isPresent() ? "Incremental sync" : dry ? "Dry run" : "Full sync",
                connector,
                report.success() ? "finished" : "is NOT complete",
                Text.duration(report.took())));
    StripeConnectorStatus status = report.status();
    if (report.feed().isPresent()) {
      feed(report.feed().get());
      list("What to do", report.problems());
      return;
    }
    if (status.synced() != null) {
      table("Known of Stripe", numbers(Json.MAPPER.valueToTree(status.synced())));
    }
    if (report.dryRun().isPresent()) {
      dryRun(report.dryRun().get());
    } else if (status.contacts() != null) {
      table("Contacts in Brevo", contacts(status.contacts()));
      drift(status.contacts().drifted());
      table("Values left out", omitted(status.contacts().leftOut()));
    }
    leftOut(status.leftOut());
    failedChecks(status.checks());
    List<String> told =
        Optional.ofNullable(status.checks()).orElse(List.of()).stream()
            .map(Check::sentence)
            .toList();
    list(
        "What to do",
        report.problems().stream().filter(problem -> !told.contains(problem)).toList());
  }

  private void feed(RunReport.Feed feed) {
    line(
        "  %s events read, %s of them new."
            .formatted(Text.number(feed.read()), Text.number(feed.fresh())));
    if (!feed.unread().isEmpty()) {
      line("  " + Ending.UNREAD.formatted(feed.unread()) + ".");
    }
    if (feed.undelivered() > 0) {
      line(
          "  %s%s have not reached every webhook endpoint: see Stripe's Dashboard (Developers, Webhooks)."
              .formatted(
                  feed.undelivered() >= 100 ? "At least " : "", Text.number(feed.undelivered())));
    }
  }

  private void dryRun(DryRun plan) {
    Map<String, Long> rows = new LinkedHashMap<>();
    rows.put("would be created", plan.created());
    rows.put("would be changed", plan.changed());
    rows.put("would stay as they are", plan.unchanged());
    rows.put("no longer customers", plan.removed());
    skipped(rows, plan.skipped());
    table("Contacts in Brevo (nothing was written)", rows);
    table("Fields that would change", plan.fields());
    table("Values that would be left out", omitted(plan.omitted()));
    if (!plan.examples().isEmpty()) {
      line("");
      line("Examples");
      plan.examples().forEach(this::example);
    }
  }

  private void example(DryRun.Example example) {
    line("  " + example.contact() + " (" + action(example.action()) + ")");
    example
        .fields()
        .forEach((field, difference) ->
            line(
                "    %s: %s → %s"
                    .formatted(field, value(difference.before()), value(difference.after()))));
  }

  static String action(DryRun.Action action) {
    return switch (action) {
      case CREATE -> "create";
      case CHANGE -> "change";
      case REMOVE -> "remove";
    };
  }

  /** A value on one line; a dash where there is none. */
  static String value(@Nullable JsonNode value) {
    if (value == null || value.isNull()) {
      return "–";
    }
    String shown = value.isValueNode() ? value.asText() : value.toString();
    return shown.isEmpty() ? "(cleared)" : shown.replaceAll("\\R", " / ");
  }

  private static Map<String, Long> contacts(Contacts contacts) {
    Map<String, Long> rows = new LinkedHashMap<>();
    rows.put("created", contacts.created());
    rows.put("updated", contacts.updated());
    rows.put("unchanged", contacts.unchanged());
    rows.put("removed", contacts.removed());
    rows.put("refused by Brevo", contacts.rejected());
    skipped(rows, contacts.skipped());
    return rows;
  }

  private void drift(@Nullable Long drifted) {
    if (drifted != null && drifted > 0) {
      line("");
      line(
          Text.number(drifted)
              + " contacts differed from what Stripe's events had made of them, and were mended.");
    }
  }

  private static void skipped(Map<String, Long> rows, Map<String, Long> skipped) {
    skipped.forEach((reason, count) -> {
      if (!reason.equals("rejected")) {
        rows.put("skipped: " + REASONS.getOrDefault(reason, reason), count);
      }
    });
  }

  private static Map<String, Long> omitted(Map<String, Long> values) {
    Map<String, Long> rows = new LinkedHashMap<>();
    values.forEach((value, count) -> {
      int space = value.lastIndexOf(' ');
      String reason = value.substring(space + 1);
      rows.put(
          value.substring(0, Math.max(0, space)) + ", " + OMITTED.getOrDefault(reason, reason),
          count);
    });
    return rows;
  }

  private static Map<String, Long> numbers(JsonNode object) {
    Map<String, Long> rows = new LinkedHashMap<>();
    object
        .properties()
        .forEach(entry ->
            rows.put(
                entry.getKey().equals("checkoutSessions") ? "checkout sessions" : entry.getKey(),
                entry.getValue().asLong()));
    return rows;
  }

  private void leftOut(@Nullable List<LeftOut> leftOut) {
    if (leftOut == null) {
      return;
    }
    Map<String, List<LeftOut>> byKind =
        leftOut.stream()
            .collect(Collectors.groupingBy(LeftOut::kind, TreeMap::new, Collectors.toList()));
    list(
        "Not in the amounts",
        byKind.entrySet().stream()
            .map(kind -> why(kind.getKey()).formatted(currencies(kind.getValue())))
            .toList());
  }

  private static String why(String kind) {
    return switch (kind) {
      case "unpriced" -> "subscriptions whose price in their currency cannot be read: %s";
      case "discount" -> "discounts of coupons that are gone, of subscriptions: %s";
      default ->
          kind
              + "s in a currency that is not converted: %s; spec.currency.reporting and spec.currency.rates convert"
              + " them";
    };
  }

  private static String currencies(List<LeftOut> leftOut) {
    return leftOut.stream()
        .map(left -> Text.number(left.count()) + " " + left.currency().toUpperCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  private void failedChecks(@Nullable List<Check> checks) {
    if (checks != null) {
      list(
          "Checks that failed",
          checks.stream()
              .filter(check -> check.status() == CheckStatus.FAILED)
              .map(Summary::check)
              .toList());
    }
  }

  /** {@code ✓ name}, {@code ✗ name: message} or {@code – name (skipped: message)}. */
  static String check(Check check) {
    String message = check.message() == null ? "" : check.message();
    return switch (check.status()) {
      case PASSED -> "✓ " + check.name() + (message.isEmpty() ? "" : ": " + message);
      case FAILED -> "✗ " + check.name() + (message.isEmpty() ? "" : ": " + message);
      case SKIPPED ->
          "– " + check.name() + (message.isEmpty() ? " (skipped)" : " (skipped: " + message + ")");
    };
  }

  private void table(String title, Map<String, Long> rows) {
    if (rows.isEmpty()) {
      return;
    }
    int width = Math.max(24, rows.keySet().stream().mapToInt(String::length).max().orElse(0));
    line("");
    line(title);
    rows.forEach((name, count) ->
        line(String.format(Locale.ROOT, "  %-" + width + "s %11s", name, Text.number(count))));
  }

  private void list(String title, List<String> entries) {
    if (!entries.isEmpty()) {
      line("");
      line(title);
      entries.forEach(entry -> line("  " + (entry.startsWith("✗") ? entry : "- " + entry)));
    }
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
