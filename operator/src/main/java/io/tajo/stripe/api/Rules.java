package io.tajo.stripe.api;

import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What no schema can say: contradictions between fields, and texts with a meaning. */
final class Rules {
  private final InstantSource clock;
  private final MappingCheck mapping;

  Rules(InstantSource clock, MappingCheck mapping) {
    this.clock = clock;
    this.mapping = mapping;
  }

  void connector(Cursor spec) {
    brevo(spec.at("brevo"));
    since(spec.at("sync", "since"));
    spec.at("sync", "resources").distinct();
    schedule(spec.at("sync", "schedule"));
    fieldMapping(spec.at("fieldMapping"));
    currency(spec.at("currency"));
    events(spec.at("events"));
    webhook(spec.at("webhook"));
    store(spec.at("store"));
  }

  void sync(Cursor spec) {
    since(spec.at("since"));
    spec.at("resources").distinct();
    if (spec.at("type").text().orElse("").equals("Incremental")) {
      for (String full : List.of("resources", "since", "dryRun", "rewrite")) {
        Cursor setting = spec.at(full);
        if (setting.present() && !setting.isFalse()) {
          setting.problem("has no meaning with Incremental: remove it, or make the run Full");
        }
      }
    }
  }

  /** What a connector may be called; its Services and pods are called after it. */
  static void connectorName(Cursor metadata) {
    name(metadata.at("name"), Names.LONGEST_CONNECTOR, Names.SERVICE, Names.CONNECTOR_FORM);
  }

  /** What a run may be called; its Job is called the same. */
  static void syncName(Cursor metadata) {
    name(metadata.at("name"), Names.LONGEST_SYNC, Names.LABEL, Names.SYNC_FORM);
  }

  private static void name(Cursor name, int longest, String pattern, String form) {
    name.text()
        .filter(text -> text.length() > longest || !text.matches(pattern))
        .ifPresent(text -> name.problem(form.replaceFirst("^metadata.name ", "")));
  }

  private static void brevo(Cursor brevo) {
    if (brevo.isObject()) {
      if (brevo.at("apiKey").present() && brevo.at("oauth").present()) {
        brevo.problem("apiKey and oauth exclude each other: keep one");
      } else if (!brevo.at("apiKey").present() && !brevo.at("oauth").present()) {
        brevo.at("apiKey").problem("is required, or oauth instead");
      }
    }
    Map<Long, String> seen = new TreeMap<>();
    for (String list : List.of("allCustomers", "subscribers", "churned")) {
      Cursor id = brevo.at("lists", list);
      id.number()
          .ifPresent(number -> {
            String other = seen.putIfAbsent(number, list);
            if (other != null) {
              id.problem(number + " is the list of " + other + " already: take another list");
            }
          });
    }
  }

  private void since(Cursor since) {
    since
        .text()
        .ifPresent(text -> {
          try {
            // The first zone to see a day: nobody's today is refused.
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.ofHours(14));
            if (LocalDate.parse(text).isAfter(today)) {
              since.problem(text + " lies in the future: nothing would count");
            }
          } catch (DateTimeException e) {
            if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
              since.problem("there is no date " + text);
            }
          }
        });
  }

  private void schedule(Cursor schedule) {
    Cursor zone = schedule.at("timeZone");
    zone.text()
        .filter(name -> !ZoneId.getAvailableZoneIds().contains(name))
        .ifPresent(name ->
            zone.problem(
                "\"%s\" is no time zone%s Write it like Europe/Paris or UTC"
                    .formatted(name, zoneSuggestion(name))));
    for (String run : List.of("incremental", "full")) {
      Cursor cron = schedule.at(run);
      cron.parse(
          text -> {
            Instant now = clock.instant();
            if (CronSchedule.parse(text, ZoneOffset.UTC).next(now).isEmpty()) {
              throw new IllegalArgumentException("that day never comes");
            }
          },
          "is no cron expression like \"0 3 * * 0\"");
    }
  }

  private static void events(Cursor events) {
    events.at("maxAge").parse(GoDuration::parse, "is no duration");
    events.at("include").distinct();
    events.at("exclude").distinct();
  }

  private static String zoneSuggestion(String name) {
    String suggestion = Suggestion.of(name, ZoneId.getAvailableZoneIds());
    return suggestion.isEmpty() ? "." : suggestion;
  }

  private void fieldMapping(Cursor fieldMapping) {
    if (!fieldMapping.isObject()) {
      return;
    }
    Map<String, String> texts = new TreeMap<>();
    fieldMapping
        .entries()
        .forEach(entry -> entry.value().text().ifPresent(text -> texts.put(entry.key(), text)));
    mapping
        .problems(texts)
        .forEach((source, message) ->
            (source.isEmpty() ? fieldMapping : fieldMapping.at(source)).problem(message));
  }

  private static void currency(Cursor currency) {
    Cursor rates = currency.at("rates");
    Cursor reporting = currency.at("reporting");
    if (rates.isObject() && !reporting.present()) {
      rates.problem("have no meaning without currency.reporting: add it, or remove the rates");
    }
    String target = reporting.text().orElse("").toLowerCase(Locale.ROOT);
    List<String> seen = new ArrayList<>();
    for (Cursor.Entry rate : rates.entries()) {
      String code = rate.key().toLowerCase(Locale.ROOT);
      if (!code.matches("[a-z]{3}")) {
        rate.value().problem("\"" + rate.key() + "\" is no currency code of three letters");
      } else if (seen.contains(code)) {
        rate.value().problem("is there twice");
      } else if (code.equals(target)) {
        rate.value().problem("is the reporting currency itself: remove the rate");
      }
      seen.add(code);
      rate.value()
          .text()
          .filter(text -> text.matches("0+(\\.0+)?"))
          .ifPresent(zero -> rate.value().problem("must be above 0"));
    }
  }

  private static void webhook(Cursor webhook) {
    if (webhook.at("replicas").present() && webhook.at("autoscaling").present()) {
      webhook.problem("replicas and autoscaling exclude each other: keep one");
    }
    Cursor least = webhook.at("autoscaling", "minReplicas");
    Cursor most = webhook.at("autoscaling", "maxReplicas");
    if (least.number().orElse(0L) > most.number().orElse(Long.MAX_VALUE)) {
      least.problem("must not exceed maxReplicas");
    }
    Cursor expose = webhook.at("expose");
    boolean ingress = expose.at("ingress").present();
    if (expose.isObject() && ingress == expose.at("gateway").present()) {
      expose.problem(
          ingress
              ? "ingress and gateway exclude each other: keep one"
              : "give ingress or gateway, or leave expose out");
    }
    for (Cursor.Entry annotation : expose.at("ingress", "annotations").entries()) {
      if (annotation.key().endsWith("-snippet")) {
        annotation.value().problem(WebhookSpec.Ingress.SNIPPETS);
      }
    }
    webhook
        .at("host")
        .text()
        .filter(host -> !host.matches(WebhookSpec.HOST))
        .ifPresent(_ -> webhook.at("host").problem("must be " + WebhookSpec.HOST_WANTED));
    if (!webhook.at("host").present()) {
      if (expose.present()) {
        webhook.at("host").problem("is required where something is exposed");
      } else if (webhook.at("registration").text().orElse("").equals("Managed")) {
        webhook.at("host").problem("is required where the endpoint is Managed");
      }
    }
    webhook.at("signingSecrets").distinct();
    webhook.at("allowedSourceRanges").distinct();
    webhook.at("allowedSourceRanges").elements().forEach(Rules::range);
  }

  private static void range(Cursor range) {
    range
        .text()
        .filter(text -> !isRange(text))
        .ifPresent(text ->
            range.problem(
                "\"%s\" is no address range like 3.18.12.63/32 or 2001:db8::/32".formatted(text)));
  }

  private static boolean isRange(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("[0-9]{1,3}")) {
      return false;
    }
    String literal = text.substring(0, slash);
    if (literal.contains(".") && !literal.matches("[0-9]+(\\.[0-9]+){3}")) {
      return false; // Neither abbreviated nor mapped into IPv6.
    }
    try {
      int bits = InetAddress.ofLiteral(literal).getAddress().length * 8;
      return Integer.parseInt(text.substring(slash + 1)) <= bits;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void store(Cursor store) {
    if (store.at("postgres").present()) {
      for (String own : List.of("size", "image", "storageClassName", "whenDeleted")) {
        if (store.at(own).present()) {
          store.at(own).problem("has no meaning with postgres: remove one of the two");
        }
      }
    }
  }
}
