package io.tajo.stripe.profile;

import static io.tajo.stripe.profile.Given.customer;
import static io.tajo.stripe.profile.Given.invoice;
import static io.tajo.stripe.profile.Given.paid;
import static io.tajo.stripe.profile.Given.session;
import static io.tajo.stripe.profile.Given.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the customers themselves say. */
class PlainFieldsTest {
  @Test
  void theNewestCustomerThatHasAValueWins() {
    Scene scene =
        Scene.of(
            customer("cus_old", 1, c -> c.name = "Ada King"),
            customer(
                "cus_mid",
                2,
                c -> {
                  c.phone = " +44 20 7946 0000 ";
                  c.language = "fr-FR";
                }),
            customer(
                "cus_new",
                3,
                c -> {
                  c.name = "\u00a0 ";
                  c.language = "en";
                }));
    assertThat(scene.values("email", "name", "phone", "language", "customer_id"))
        .isEqualTo("ada@example.com | Ada King | +44 20 7946 0000 | en | cus_new");
    assertThat(scene.value("created")).isEqualTo("2024-01-01");
    assertThat(scene.profile().customers()).containsExactly("cus_new", "cus_mid", "cus_old");
  }

  /** In UTF-8 an emoji comes after U+FF5E; in Java's own order it comes before. */
  @Test
  void ofTwoCustomersOfOneSecondTheGreaterIdInBytesIsNewer() {
    assertThat(Scene.of(customer("cus_B", 1), customer("cus_a", 1)).value("customer_id"))
        .isEqualTo("cus_a");
    assertThat(Scene.of(customer("🦊", 1), customer("～", 1)).value("customer_id")).isEqualTo("🦊");
  }

  @ParameterizedTest
  @CsvSource({
    "Ada Lovelace, Ada, Lovelace",
    "Ada, Ada, empty",
    "Ada King Lovelace, Ada King, Lovelace",
    "'  Ada   Lovelace ', Ada, Lovelace",
    "Ada\u00a0Lovelace, Ada\u00a0Lovelace, empty", // only U+0020 splits
    "Ada\u00a0 \u00a0Lovelace, Ada, Lovelace",
    "'', empty, empty",
  })
  void aNameSplitsAtItsLastBlank(String name, String first, String last) {
    Scene scene = Scene.of(customer("cus_1", 1, c -> c.name = name));
    assertThat(scene.values("first_name", "last_name")).isEqualTo(first + " | " + last);
  }

  @Test
  void theAddressIsTakenWhole() {
    CustomerRow older =
        customer(
            "cus_old",
            1,
            c -> {
              c.country = "FR";
              c.city = "Lyon";
              c.postalCode = "69001";
            });
    CustomerRow newer = customer("cus_new", 2, c -> c.city = " Berlin ");
    CustomerRow blank = customer("cus_blank", 3, c -> c.country = " ");
    assertThat(Scene.of(older, newer, blank).values("country", "city", "postal_code"))
        .isEqualTo("empty | Berlin | empty");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"true, false, true", "false, -, false", "-, true, true", "-, -, false"})
  void delinquentIfAnyIs(Boolean older, Boolean newer, String expected) {
    Scene scene =
        Scene.of(
            customer("cus_1", 1, c -> c.delinquent = older),
            customer("cus_2", 2, c -> c.delinquent = newer));
    assertThat(scene.value("delinquent")).isEqualTo(expected);
  }

  @Test
  void eachMetadataKeyIsAPlainField() {
    Scene scene =
        Scene.of(
            customer("cus_1", 1, c -> c.metadata = Map.of("tier", " gold ", "source", "ad")),
            customer("cus_2", 2, c -> c.metadata = Map.of("tier", "silver", "source", "  ")));
    assertThat(scene.values("metadata.tier", "metadata.source", "metadata.other"))
        .isEqualTo("silver | ad | empty");
    assertThat(scene.profile().metadata())
        .containsExactlyInAnyOrderEntriesOf(Map.of("tier", "silver", "source", "ad"));
  }

  @Test
  void theContactsCurrencyIsTheNewestCustomersThenPaymentsThenSubscriptionsThenInvoices() {
    CustomerRow none = customer("cus_3", 3, c -> c.currency = " ");
    InvoiceRow invoice = invoice("in_1", 9, i -> i.currency = "chf");
    SubscriptionRow subscription = subscription("sub_1", 8, s -> s.currency = "sek");
    ChargeRow older = paid("ch_1", 6, 100, "jpy");
    ChargeRow newest = paid("ch_2", 7, 100, "GBP");
    ChargeRow nothing = paid("ch_3", 8, 0, "nok"); // no payment: nothing was captured
    CustomerRow euros = customer("cus_1", 1, c -> c.currency = "EUR");
    CustomerRow dollars = customer("cus_2", 2, c -> c.currency = "usd");
    Scene scene = Scene.of(none);
    assertThat(scene.value("currency")).isEqualTo("empty");
    assertThat(scene.and(invoice).value("currency")).isEqualTo("chf");
    assertThat(scene.and(subscription).value("currency")).isEqualTo("sek");
    assertThat(scene.and(older, newest, nothing).value("currency")).isEqualTo("gbp");
    assertThat(scene.and(euros).value("currency")).isEqualTo("eur");
    assertThat(scene.and(dollars).value("currency")).isEqualTo("usd");
    assertThat(scene.reporting("cad").value("currency")).isEqualTo("usd");
  }

  @Test
  void theCurrencyIsNotThatOfRowsThatMayNotBeRead() {
    Scene scene =
        Scene.of(
            customer("cus_1", 1, c -> {}),
            paid("ch_1", 6, 100, "jpy"),
            subscription("sub_1", 8, s -> s.currency = "sek"),
            invoice("in_1", 9, i -> i.currency = "chf"));
    assertThat(scene.without(Topic.PAYMENTS).value("currency")).isEqualTo("sek");
    assertThat(scene.without(Topic.PAYMENTS, Topic.SUBSCRIPTIONS).value("currency"))
        .isEqualTo("chf");
  }

  @Test
  void theBalanceIsSummedInMinorUnitsOverCustomersInTheContactsCurrencyOrWithoutOne() {
    Scene scene =
        Scene.of(
            balance("cus_1", 1, "usd", -500),
            balance("cus_2", 2, null, 20),
            balance("cus_3", 3, "eur", 7777),
            balance("cus_4", 4, "usd", 30));
    assertThat(scene.value("balance")).isEqualTo("-450");
    assertThat(scene.reporting("eur", "usd=2").value("balance")).isEqualTo("-450");
  }

  @Test
  void largeBalancesDoNotOverflow() {
    Scene scene =
        Scene.of(
            balance("cus_1", 1, "usd", Long.MAX_VALUE), balance("cus_2", 2, "usd", Long.MAX_VALUE));
    assertThat(scene.value("balance")).isEqualTo("18446744073709551614");
  }

  private static CustomerRow balance(String id, int day, String currency, long balance) {
    return customer(
        id,
        day,
        c -> {
          c.currency = currency;
          c.balance = balance;
        });
  }

  @Test
  void aGuestsContactHasAnAddressAndWhatItLeftBehind() {
    Scene scene =
        Scene.of(
            session(
                "cs_1",
                1,
                s -> {
                  s.customer = null;
                  s.address = "ada@example.com";
                }));
    assertThat(scene.values("email", "name", "created", "customer_id", "delinquent", "balance"))
        .isEqualTo("ada@example.com | empty | empty | empty | empty | 0");
    assertThat(scene.values("total_spent", "mrr")).isEqualTo("0.00 null | 0.00 null");
    assertThat(scene.value("abandoned_checkout_count")).isEqualTo("1");
    assertThat(scene.profile().customers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "No", "N", " F ", "OFF", "0", "", "\u00a0"})
  void aNoOfAnyCustomerOptsOut(String no) {
    Scene scene =
        Scene.of(
                customer("cus_1", 1, c -> c.metadata = Map.of("marketing", no)),
                customer("cus_2", 2, c -> c.metadata = Map.of("marketing", "yes")))
            .consentKey("marketing");
    assertThat(scene.profile().optedOut()).isTrue();
    assertThat(scene.consentKey("other").profile().optedOut()).isFalse();
    assertThat(scene.consentKey(null).profile().optedOut()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "yes", "nope", "00", "-"})
  void anyOtherValueSaysNothing(String value) {
    Scene scene = Scene.of(customer("cus_1", 1, c -> c.metadata = Map.of("marketing", value)));
    assertThat(scene.consentKey("marketing").profile().optedOut()).isFalse();
  }
}
