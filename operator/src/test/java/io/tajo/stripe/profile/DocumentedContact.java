package io.tajo.stripe.profile;

import static io.tajo.stripe.profile.Given.charge;
import static io.tajo.stripe.profile.Given.customer;
import static io.tajo.stripe.profile.Given.dispute;
import static io.tajo.stripe.profile.Given.invoice;
import static io.tajo.stripe.profile.Given.session;
import static io.tajo.stripe.profile.Given.subscription;
import static io.tajo.stripe.profile.Given.upcoming;

import io.tajo.stripe.docs.Document;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The contact that docs/mapping.md follows, read from its table "of Ada in Stripe". */
final class DocumentedContact {
  private static final LocalDate FIRST_DAY = LocalDate.parse("2024-01-01");
  private static final Pattern ITEM = Pattern.compile("(\\d+) × (\\w+) at (\\S+ \\S+) a (\\w+)");
  private static final Pattern DISCOUNT = Pattern.compile("(\\d+) % forever");

  private DocumentedContact() {}

  static Scene read(Document document) {
    Scene scene = new Scene();
    for (List<String> row : document.rows("of Ada in Stripe")) {
      String kind = row.getFirst().replaceFirst(" .*", "");
      Says says = new Says(Document.codeOf(row.getFirst()).getFirst(), pairs(row.get(1)));
      switch (kind) {
        case "customer" -> scene.and(ofCustomer(says));
        case "charge" -> scene.and(ofCharge(says));
        case "dispute" -> scene.and(ofDispute(says));
        case "subscription" -> ofSubscription(scene, says);
        case "invoice" -> scene.and(ofInvoice(says));
        case "upcoming" -> scene.and(ofUpcoming(says));
        case "session" -> scene.and(ofSession(says));
        default -> throw new IllegalArgumentException("no object: " + kind);
      }
      if (!says.left.isEmpty()) {
        throw new IllegalArgumentException("of " + says.id + " not understood: " + says.left);
      }
    }
    return scene;
  }

  private static Map<String, String> pairs(String cell) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : cell.split("; ", -1)) {
      String[] words = pair.split(" ", 2);
      pairs.put(words[0], words[1]);
    }
    return pairs;
  }

  /** What a row says, each of it taken once. */
  private record Says(String id, Map<String, String> left) {
    String text(String key) {
      return left.remove(key);
    }

    int day(String key) {
      return (int) ChronoUnit.DAYS.between(FIRST_DAY, LocalDate.parse(text(key))) + 1;
    }

    Instant midnight(String key) {
      String date = text(key);
      return date == null ? null : LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    Amount amount(String key) {
      String amount = left.containsKey(key) ? text(key) : "0.00 none";
      return Amount.of(amount);
    }
  }

  private record Amount(long minor, String currency) {
    static Amount of(String text) {
      String[] words = text.split(" ", -1);
      return new Amount(
          new BigDecimal(words[0]).movePointRight(2).longValueExact(),
          words.length > 1 ? words[1] : "");
    }
  }

  private static CustomerRow ofCustomer(Says says) {
    return customer(
        says.id,
        says.day("created"),
        c -> {
          c.name = says.text("name");
          c.phone = says.text("phone");
          c.city = says.text("city");
          c.country = says.text("country");
          c.postalCode = says.text("postal_code");
          c.language = says.text("language");
          c.currency = says.text("currency");
          c.balance = says.amount("balance").minor();
          c.delinquent = Boolean.valueOf(says.text("delinquent"));
          c.metadata = metadata(says.left);
        });
  }

  private static Map<String, String> metadata(Map<String, String> left) {
    Map<String, String> metadata = new TreeMap<>();
    for (String key : List.copyOf(left.keySet())) {
      if (key.startsWith("metadata.")) {
        metadata.put(key.substring("metadata.".length()), left.remove(key));
      }
    }
    return metadata;
  }

  private static ChargeRow ofCharge(Says says) {
    Amount captured = says.amount("captured");
    return charge(
        says.id,
        says.day("created"),
        c -> {
          c.status = says.text("status");
          c.captured = captured.minor();
          c.currency = captured.currency();
          c.refunded = says.amount("refunded").minor();
        });
  }

  private static DisputeRow ofDispute(Says says) {
    Amount amount = says.amount("amount");
    return dispute(
        says.id, says.text("charge"), amount.minor(), amount.currency(), says.text("status"));
  }

  private static void ofSubscription(Scene scene, Says says) {
    Matcher item = ITEM.matcher(says.text("item"));
    if (!item.matches()) {
      throw new IllegalArgumentException("no item: " + says.id);
    }
    String product = item.group(2);
    Amount unit = Amount.of(item.group(3));
    scene.and(
        new ProductRow("prod_" + product, product),
        Given.price(
            "price_" + product,
            p -> {
              p.product = "prod_" + product;
              p.unit = String.valueOf(unit.minor());
              p.currency = unit.currency();
              p.interval = item.group(4);
            }));
    SubscriptionItemRow row =
        new SubscriptionItemRow(
            "si_" + product,
            Given.day(1),
            "price_" + product,
            Long.parseLong(item.group(1)),
            says.midnight("period_end"),
            List.of());
    List<DiscountRow> discounts = discounts(scene, says);
    scene.and(
        subscription(
            says.id,
            says.day("created"),
            s -> {
              s.currency = unit.currency();
              s.status = says.text("status");
              s.start = says.midnight("start");
              s.trialEnd = says.midnight("trial_end");
              s.cancelAt = says.midnight("cancel_at");
              s.endedAt = says.midnight("ended");
              s.items = List.of(row);
              s.discounts = discounts;
            }));
  }

  private static List<DiscountRow> discounts(Scene scene, Says says) {
    String discount = says.text("discount");
    if (discount == null) {
      return List.of();
    }
    Matcher percent = DISCOUNT.matcher(discount);
    if (!percent.matches()) {
      throw new IllegalArgumentException("no discount: " + discount);
    }
    scene.and(Given.percentOff("coupon", percent.group(1)));
    return List.of(Given.discount("coupon"));
  }

  private static InvoiceRow ofInvoice(Says says) {
    Amount remaining = says.amount("remaining");
    return invoice(
        says.id,
        says.day("created"),
        i -> {
          i.status = says.text("status");
          i.number = says.text("number");
          i.url = says.text("url");
          i.remaining = remaining.minor();
          i.currency = remaining.currency();
        });
  }

  private static UpcomingInvoiceRow ofUpcoming(Says says) {
    Amount due = says.amount("due");
    return upcoming(says.id, 150, says.midnight("date"), due.minor(), due.currency());
  }

  private static CheckoutSessionRow ofSession(Says says) {
    return session(
        says.id,
        says.day("created"),
        s -> {
          s.status = says.text("status");
          s.consent = says.text("consent");
          s.url = says.text("url");
          s.urlExpires = says.midnight("url_expires");
        });
  }
}
