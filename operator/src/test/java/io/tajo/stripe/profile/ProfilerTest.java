package io.tajo.stripe.profile;

import static io.tajo.stripe.profile.Given.NOW;
import static io.tajo.stripe.profile.Given.customer;
import static io.tajo.stripe.profile.Given.discount;
import static io.tajo.stripe.profile.Given.invoice;
import static io.tajo.stripe.profile.Given.monthly;
import static io.tajo.stripe.profile.Given.paid;
import static io.tajo.stripe.profile.Given.percentOff;
import static io.tajo.stripe.profile.Given.session;
import static io.tajo.stripe.profile.Given.subscription;
import static io.tajo.stripe.profile.Given.upcoming;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What may not be read has no value, and when values change by themselves. */
class ProfilerTest {
  private static Scene everything() {
    return Scene.of(
        customer("cus_1", 1),
        paid("ch_1", 2, 1000, "usd"),
        monthly("a", 1000),
        percentOff("ten", "10"),
        new ProductRow("prod_a", "A"),
        subscription("sub_1", 1, "a", discount("ten", NOW.plusSeconds(300))),
        invoice("in_1", 1, i -> i.remaining = 100),
        upcoming("sub_1", 1, NOW.plusSeconds(200), 500, "usd"),
        session(
            "cs_1",
            1,
            s -> {
              s.url = "https://buy.example/cs_1";
              s.urlExpires = NOW.plusSeconds(100);
            }));
  }

  private static Set<Field> fields() {
    return Arrays.stream(Field.values())
        .filter(field -> field != Field.METADATA && field != Field.TOTAL_SPENT_IN)
        .collect(toSet());
  }

  @Test
  void whereAllMayBeReadEveryFieldHasAValue() {
    assertThat(everything().profile().values().keySet()).isEqualTo(fields());
  }

  /** Neither 0 nor empty: absent, so that nothing is written and nothing cleared. */
  @ParameterizedTest
  @EnumSource(Topic.class)
  void fieldsOfWhatMayNotBeReadHaveNone(Topic topic) {
    Profile profile = everything().without(topic).profile();
    Set<Field> expected = fields();
    switch (topic) {
      case CUSTOMERS -> {} // always read: they make the contacts
      case DISPUTES -> expected.remove(Field.DISPUTE_COUNT);
      case PRODUCTS -> expected.remove(Field.PLAN_NAME);
      case PAYMENTS -> {
        expected.remove(Field.DISPUTE_COUNT);
        expected.removeIf(field -> field.topic() == topic);
      }
      default -> expected.removeIf(field -> field.topic() == topic);
    }
    assertThat(profile.values().keySet()).isEqualTo(expected);
    assertThat(profile.totalSpent() == null).isEqualTo(topic == Topic.PAYMENTS);
    assertThat(profile.membership() == null).isEqualTo(topic == Topic.SUBSCRIPTIONS);
  }

  @Test
  void refundsAndSettlementsAloneHaveNoFields() {
    assertThat(everything().without(Topic.REFUNDS, Topic.SETTLEMENTS).profile().values().keySet())
        .isEqualTo(fields());
  }

  @Test
  void totalSpentInACurrencyHasNoValueWhereChargesMayNotBeRead() {
    assertThat(everything().value("total_spent.usd")).isEqualTo("10.00 usd");
    assertThat(everything().without(Topic.PAYMENTS).value("total_spent.usd")).isEqualTo("absent");
  }

  /** What is not read might have told it: it is not cleared. */
  @Test
  void aCurrencyThatNothingReadTellsHasNoValue() {
    Scene nothing = Scene.of(customer("cus_1", 1, c -> c.currency = null));
    assertThat(nothing.value("currency")).isEqualTo("empty");
    assertThat(nothing.without(Topic.INVOICES).value("currency")).isEqualTo("absent");
  }

  @Test
  void theNextChangeIsTheEarliestOfThoseThatCanBeTold() {
    Scene scene = everything();
    assertThat(scene.profile().nextChange()).isEqualTo(NOW.plusSeconds(100));
    scene.without(Topic.CHECKOUT_SESSIONS);
    assertThat(scene.profile().nextChange()).isEqualTo(NOW.plusSeconds(200));
    scene.without(Topic.CHECKOUT_SESSIONS, Topic.INVOICES);
    assertThat(scene.profile().nextChange()).isEqualTo(NOW.plusSeconds(300));
    scene.without(Topic.CHECKOUT_SESSIONS, Topic.INVOICES, Topic.SUBSCRIPTIONS);
    assertThat(scene.profile().nextChange()).isNull();
  }

  @Test
  void aContactsAddressAndCustomers() {
    Profile profile = everything().and(customer("cus_2", 2)).profile();
    assertThat(profile.address()).isEqualTo("ada@example.com");
    assertThat(profile.customers()).containsExactly("cus_2", "cus_1");
  }
}
