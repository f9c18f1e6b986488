package io.tajo.stripe.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PayloadMaskTest {
  private static String mask(String body) {
    return PayloadMask.mask(body.getBytes(UTF_8));
  }

  @Test
  void keepsWhatSaysNothingOfAPerson() {
    String event =
        "{\"id\":\"evt_1AbcDefGhi\",\"object\":\"event\",\"type\":\"customer.subscription.updated\","
            + "\"api_version\":\"2026-07-29.dahlia\",\"livemode\":false,\"created\":1700000000,"
            + "\"currency\":\"eur\",\"status\":\"past_due\",\"customer\":\"cus_NffrFeUfNV2Hib\","
            + "\"none\":null,\"list\":[\"in_1AbcDefGhi\",1]}";
    assertThat(mask(event)).isEqualTo(event);
  }

  @Test
  void masksEverythingElse() {
    assertThat(
            mask(
                "{\"email\":\"a@example.com\",\"name\":\"cus_NffrFeUfNV2Hib\",\"phone\":\"+4930\","
                    + "\"address\":{\"city\":\"Berlin\",\"country\":\"de\",\"type\":\"home\"},"
                    + "\"description\":\"for Ada\",\"hosted_invoice_url\":\"https://x.example/i\","
                    + "\"client_secret\":\"pi_1AbcDefGhi_secret_abc\",\"status\":\"Ada L\","
                    + "\"metadata\":{\"type\":\"vip\",\"ref\":\"cus_NffrFeUfNV2Hib\"},"
                    + "\"preferred_locales\":[\"de-DE\"]}"))
        .isEqualTo(
            "{\"email\":\"…\",\"name\":\"…\",\"phone\":\"…\","
                + "\"address\":{\"city\":\"…\",\"country\":\"…\",\"type\":\"…\"},"
                + "\"description\":\"…\",\"hosted_invoice_url\":\"…\","
                + "\"client_secret\":\"…\",\"status\":\"…\","
                + "\"metadata\":{\"type\":\"…\",\"ref\":\"…\"},"
                + "\"preferred_locales\":[\"…\"]}");
  }

  @Test
  void showsNothingOfWhatIsNoJson() {
    assertThat(mask("a@example.com")).isEqualTo("(not JSON)");
    assertThat(mask("[".repeat(100_000))).isEqualTo("(not JSON)");
    assertThat(mask("[" + "1,".repeat(20_000) + "1]")).hasSize(16_385).endsWith("…");
  }
}
