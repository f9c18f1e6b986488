package io.tajo.stripe.profile;

import static io.tajo.stripe.profile.Given.amountOff;
import static io.tajo.stripe.profile.Given.coupon;
import static io.tajo.stripe.profile.Given.customer;
import static io.tajo.stripe.profile.Given.discount;
import static io.tajo.stripe.profile.Given.every;
import static io.tajo.stripe.profile.Given.item;
import static io.tajo.stripe.profile.Given.metered;
import static io.tajo.stripe.profile.Given.monthly;
import static io.tajo.stripe.profile.Given.percentOff;
import static io.tajo.stripe.profile.Given.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import io.tajo.stripe.contact.AttributeType;
import io.tajo.stripe.docs.Document;
import io.tajo.stripe.profile.Profile.Membership;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each figure that docs/mapping.md works out is what the code makes of the same rows. */
class DocumentedMappingTest {
  private static Document page() throws IOException {
    return Document.read("docs/mapping.md");
  }

  static List<List<String>> sources() throws IOException {
    return page().rows("source | type");
  }

  @ParameterizedTest
  @MethodSource("sources")
  void theTypeAndAdasValueAreRight(List<String> row) throws IOException {
    Source source = Source.parse(Document.codeOf(row.getFirst()).getFirst()).orElseThrow();

    assertThat(row.get(1)).isEqualTo(AttributeType.created(source.field().kind()).brevoName());
    assertThat(shown(row.get(3))).isEqualTo(value(DocumentedContact.read(page()), source));
  }

  @Test
  void everySourceIsThere() throws IOException {
    Set<Field> fields = EnumSet.noneOf(Field.class);
    for (List<String> row : sources()) {
      String name = Document.codeOf(row.getFirst()).getFirst();
      assertThat(fields.add(Source.parse(name).orElseThrow().field())).as(name).isTrue();
    }
    assertThat(fields).isEqualTo(EnumSet.allOf(Field.class));
  }

  static List<List<String>> inDollars() throws IOException {
    return page().rows("source, in dollars");
  }

  @ParameterizedTest
  @MethodSource("inDollars")
  void adasValueInDollarsIsRight(List<String> row) throws IOException {
    Source source = Source.parse(Document.codeOf(row.getFirst()).getFirst()).orElseThrow();
    Scene scene = DocumentedContact.read(page()).reporting("usd", "eur=1.10");

    assertThat(page().text()).contains("reporting: usd, rates: {eur: \"1.10\"}");
    assertThat(shown(row.get(1))).isEqualTo(value(scene, source));
  }

  /** What stands before the explanation; a line of the value in each pair of backticks. */
  private static String shown(String cell) {
    return String.join("\n", Document.codeOf(cell.replaceFirst("`: .*", "`")));
  }

  private static String value(Scene scene, Source source) {
    return switch (scene.profile().value(source).orElseThrow()) {
      case Value.Money money -> money.major().toPlainString();
      case Value.Text(String text) -> text;
      default -> scene.value(source.name());
    };
  }

  /** The subscriptions of the table of MRR. */
  private static Map<String, Scene> subscriptions() {
    Map<String, Scene> scenes = new LinkedHashMap<>();
    PriceRow price10 = monthly("m", 1000);
    PriceRow price30 = monthly("m", 3000);
    PriceRow year120 = every("y", 1, "year", 12000);
    scenes.put("3 at 10.00 a month", of(s -> s.items = List.of(item("si", "m", 3)), price10));
    scenes.put("120.00 a year", of("y", year120));
    scenes.put("45.00 every 3 months", of("q", every("q", 3, "month", 4500)));
    scenes.put("7.00 a week", of("w", every("w", 1, "week", 700)));
    scenes.put("1.00 a day", of("d", every("d", 1, "day", 100)));
    scenes.put(
        "10.00 a month and 60.00 a year in one",
        of(
            s -> s.items = List.of(item("si_1", "m", 1), item("si_2", "y", 1)),
            price10,
            every("y", 1, "year", 6000)));
    scenes.put("10.00 a month, past due", changed(s -> s.status = "past_due"));
    scenes.put("10.00 a month, in its trial", changed(s -> s.status = "trialing"));
    scenes.put("10.00 a month, unpaid", changed(s -> s.status = "unpaid"));
    scenes.put("0.01 a call, metered", of("u", metered("u", 1)));
    scenes.put("30.00 a month, 20 % off forever", of("m", price30, percentOff("c", "20")));
    scenes.put(
        "30.00 a month, 20 % off once",
        of(
            "m",
            price30,
            coupon(
                "c",
                c -> {
                  c.duration = "once";
                  c.percent = "20";
                })));
    scenes.put("30.00 a month, 5.00 off forever", of("m", price30, amountOff("c", 500)));
    scenes.put("120.00 a year, 12.00 off forever", of("y", year120, amountOff("c", 1200)));
    scenes.put("3.00 a month, 5.00 off forever", of("m", monthly("m", 300), amountOff("c", 500)));
    scenes.put("10.00 a month, to be cancelled", changed(s -> s.cancelAtPeriodEnd = true));
    scenes.put("10.00 a month, collection paused as void", changed(s -> s.pause = "void"));
    return scenes;
  }

  private static Scene changed(Consumer<Given.Subscription> says) {
    return of(
        s -> {
          s.items = List.of(item("si", "m", 1));
          says.accept(s);
        },
        monthly("m", 1000));
  }

  /** One item of a price, with the coupon that is among the rows, if any. */
  private static Scene of(String price, Object... rows) {
    return of(
        s -> {
          s.items = List.of(item("si", price, 1));
          if (Stream.of(rows).anyMatch(CouponRow.class::isInstance)) {
            s.discounts = List.of(discount("c"));
          }
        },
        rows);
  }

  private static Scene of(Consumer<Given.Subscription> says, Object... rows) {
    return Scene.of(customer("cus_1", 1), subscription("sub_1", 1, says)).and(rows);
  }

  @Test
  void eachMrrIsRight() throws IOException {
    Map<String, String> documented = new LinkedHashMap<>();
    page().rows("one subscription").forEach(row -> documented.put(row.get(0), row.get(1)));
    Map<String, String> made = new LinkedHashMap<>();
    subscriptions().forEach((name, scene) -> made.put(name, value(scene, Source.of(Field.MRR))));

    assertThat(documented).isEqualTo(made);
  }

  static List<List<String>> memberships() throws IOException {
    return page().rows("subscriptions of a contact");
  }

  @ParameterizedTest
  @MethodSource("memberships")
  void eachListIsRight(List<String> row) {
    List<Object> rows = new ArrayList<>(List.of(customer("cus_1", 1)));
    for (String status : row.getFirst().equals("none") ? new String[0] : split(row.getFirst())) {
      rows.add(subscription("sub_" + status, 1, s -> s.status = status));
    }

    Membership membership = Scene.of(rows.toArray()).profile().membership();

    assertThat(row.get(1)).isEqualTo("✓");
    assertThat(row.get(2)).isEqualTo(membership == Membership.SUBSCRIBER ? "✓" : "");
    assertThat(row.get(3)).isEqualTo(membership == Membership.CHURNED ? "✓" : "");
  }

  private static String[] split(String statuses) {
    return statuses.split(", ", -1);
  }

  static List<List<String>> addresses() throws IOException {
    return page().rows("in Stripe | contact");
  }

  @ParameterizedTest
  @MethodSource("addresses")
  void eachAddressIsRight(List<String> row) {
    EmailAddress address = EmailAddress.of(Document.codeOf(row.getFirst()).getFirst());

    assertThat(row.get(1))
        .isEqualTo(address.value() == null ? "none" : "`" + address.value() + "`");
  }
}
