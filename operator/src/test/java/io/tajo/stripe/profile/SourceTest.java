package io.tajo.stripe.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTest {
  /** Every name of the design's table, in its order. */
  private static final List<String> NAMES =
      List.of(
          ("email name first_name last_name phone country city postal_code delinquent customer_id"
                  + " language created currency balance payment_count total_spent"
                  + " average_order_value total_refunded first_payment_date last_payment_date"
                  + " last_payment_amount failed_payment_count dispute_count subscription_status"
                  + " subscription_id plan_name plan_interval subscription_start trial_end"
                  + " current_period_end cancel_at mrr arr subscription_count subscriptions"
                  + " open_invoice_count amount_due last_invoice_number last_invoice_status"
                  + " last_invoice_url upcoming_invoice_date upcoming_invoice_amount"
                  + " last_checkout_status abandoned_checkout_count checkout_recovery_url")
              .split(" "));

  @Test
  void everyFieldHasItsName() {
    assertThat(NAMES).allSatisfy(name -> assertThat(name(name)).isEqualTo(name));
    assertThat(
            Arrays.stream(Field.values())
                .filter(field -> field != Field.METADATA && field != Field.TOTAL_SPENT_IN)
                .map(Field::sourceName))
        .containsExactlyInAnyOrderElementsOf(NAMES);
  }

  private static String name(String name) {
    return Source.parse(name).map(Source::name).orElse("unknown");
  }

  @Test
  void metadataKeysKeepTheirCaseAndCurrenciesDoNot() {
    assertThat(name("metadata.Customer tier.x")).isEqualTo("metadata.Customer tier.x");
    assertThat(name("total_spent.EUR")).isEqualTo("total_spent.eur");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "metadata",
        "metadata.",
        "total_spent.",
        "total_spent.euro",
        "total_spent.e",
        "EMAIL",
        "x"
      })
  void unknown(String name) {
    assertThat(Source.parse(name)).isEmpty();
  }
}
