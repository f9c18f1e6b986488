package io.tajo.stripe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.tajo.stripe.api.StripeConnectorSpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What two connectors of one Brevo organisation would both write. */
class ClaimsTest {
  private static Claims claims(String brevo, String mapping) {
    return Claims.of(
        Serialization.unmarshal(
            """
            {"stripe": {"secretKey": {"name": "a", "key": "s"}},
             "brevo": {"apiKey": {"name": "a", "key": "b"}, %s,
                       "consent": {"newContacts": "Blocklisted"}}%s}
            """
                .formatted(brevo, mapping == null ? "" : ", \"fieldMapping\": " + mapping),
            StripeConnectorSpec.class));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      textBlock =
          """
          "lists": {"allCustomers": 1}                            | -                            | [1] [BALANCE, CREATED, CURRENCY, SUBSCRIPTIONS]
          "lists": {"allCustomers": 2, "churned": 1}              | -                            | [1] [BALANCE, CREATED, CURRENCY, SUBSCRIPTIONS]
          "lists": {"allCustomers": 2}, "attributePrefix": "EU_"  | -                            | [] []
          "lists": {"allCustomers": 2}                            | {"total_spent": "Spent"}     | [] []
          "lists": {"allCustomers": 2}                            | {"created": "created"}       | [] [CREATED]
          "lists": {"allCustomers": 2}                            | {"first_name": "FIRSTNAME"}  | [] []
          """)
  void whatIsSharedWithTheDefaults(String brevo, String mapping, String shared) {
    Claims both =
        claims("\"lists\": {\"allCustomers\": 1}", null).sharedWith(claims(brevo, mapping));

    assertThat(both.lists() + " " + both.attributes()).isEqualTo(shared);
    assertThat(both.isEmpty()).isEqualTo(shared.equals("[] []"));
  }
}
