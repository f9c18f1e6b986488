package io.tajo.stripe.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.model.Charge;
import com.stripe.model.HasId;
import com.stripe.model.Refund;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What belongs to an object and is listed elsewhere. */
class StripeReadsTest {
  private static final String GONE = "{\"error\":{\"code\":\"resource_missing\"}}";

  private final FakeStripe fake = new FakeStripe();
  private final Stripe stripe = fake.stripe;

  @AfterEach
  void close() {
    fake.close();
  }

  @ParameterizedTest
  @CsvSource({
    "PAYMENT_INTENTS, payment_intents, payment_intent",
    "DISPUTES, disputes, dispute",
    "REFUNDS, refunds, refund",
    "INVOICES, invoices, invoice",
    "CHECKOUT_SESSIONS, checkout/sessions, checkout.session",
    "COUPONS, coupons, coupon",
    "PRODUCTS, products, product"
  })
  void anObjectOfAnyKindIsRetrieved(Resource resource, String path, String kind) {
    String id = "{\"object\":\"" + kind + "\",\"id\":\"x_1\"";
    fake.answers(200, id + "}").answers(200, id + ",\"deleted\":true}").answers(404, GONE);

    assertThat(stripe.retrieve(resource, "x_1"))
        .hasValueSatisfying(it -> {
          assertThat(it).isInstanceOf(resource.type());
          assertThat(((HasId) it).getId()).isEqualTo("x_1");
        });
    assertThat(stripe.retrieve(resource, "x_1")).isEmpty();
    assertThat(stripe.retrieve(resource, "x_1")).isEmpty();
    assertThat(fake.said()).startsWith("GET /v1/" + path + "/x_1");
    assertThat(fake.sent).containsOnly("/v1/" + path + "/{id}");
  }

  @Test
  void inHasteARequestIsRepeatedTwice() {
    for (int i = 0; i < 3; i++) {
      fake.answers(500, "oops");
    }
    assertThatThrownBy(() -> stripe.inHaste().customer("cus_1"))
        .isInstanceOf(StripeFailure.Unavailable.class);
    assertThat(fake.sent).hasSize(3);
  }

  @Test
  void allChargesOfAPaymentIntentComeWithTheirSettlement() {
    fake.answers(
        200,
        """
        {"object":"list","has_more":true,"data":[{"object":"charge","id":"ch_2",
         "balance_transaction":{"object":"balance_transaction","id":"txn_1","amount":7}}]}
        """);
    fake.answers(
        200,
        """
        {"object":"list","has_more":false,"data":[{"object":"charge","id":"ch_1"}]}
        """);

    assertThat(stripe.chargesOf("pi_1")).extracting(Charge::getId).containsExactly("ch_2", "ch_1");
    assertThat(fake.said())
        .isEqualTo(
            "GET /v1/charges?limit=100&payment_intent=pi_1&expand[]=data.balance_transaction");
    assertThat(fake.said())
        .isEqualTo(
            "GET /v1/charges?limit=100&payment_intent=pi_1&starting_after=ch_2"
                + "&expand[]=data.balance_transaction");
  }

  @Test
  void allRefundsOfAChargeAreRead() {
    fake.answers(
        200,
        """
        {"object":"list","has_more":false,"data":[{"object":"refund","id":"re_1","amount":5,
         "balance_transaction":{"object":"balance_transaction","id":"txn_1","amount":-5}}]}
        """);

    assertThat(stripe.refundsOf("ch_1"))
        .singleElement()
        .satisfies(
            refund -> assertThat(refund.getBalanceTransactionObject().getAmount()).isEqualTo(-5))
        .extracting(Refund::getId)
        .isEqualTo("re_1");
    assertThat(fake.said())
        .isEqualTo("GET /v1/refunds?limit=100&charge=ch_1&expand[]=data.balance_transaction");
  }

  @Test
  void anUnknownObjectHasNothing() {
    fake.answers(404, GONE).answers(404, GONE).answers(404, GONE);

    assertThat(stripe.chargesOf("pi_1")).isEmpty();
    assertThat(stripe.refundsOf("ch_1")).isEmpty();
    assertThat(stripe.paymentIntentsOf("in_1")).isEmpty();
  }

  @Test
  void anInvoicesPaymentIntentsComeWithIt() {
    fake.answers(
        200,
        """
        {"object":"invoice","id":"in_1","payments":{"object":"list","has_more":false,"data":[
          {"object":"invoice_payment","id":"inpay_1","payment":
            {"type":"payment_intent","payment_intent":"pi_1"}},
          {"object":"invoice_payment","id":"inpay_2","payment":
            {"type":"payment_intent","payment_intent":{"object":"payment_intent","id":"pi_2"}}},
          {"object":"invoice_payment","id":"inpay_3","payment":
            {"type":"payment_intent","payment_intent":"pi_1"}},
          {"object":"invoice_payment","id":"inpay_4","payment":{"type":"charge","charge":"ch_1"}},
          {"object":"invoice_payment","id":"inpay_5","payment":null}]}}
        """);

    assertThat(stripe.paymentIntentsOf("in_1")).containsExactly("pi_1", "pi_2");
    assertThat(fake.said()).isEqualTo("GET /v1/invoices/in_1?expand[]=payments");
    assertThat(fake.sent).hasSize(1);
  }

  @Test
  void theyAreListedWhereTheyDoNotComeWithItOrAreTooMany() {
    String few =
        "{\"object\":\"list\",\"has_more\":true,\"data\":[{\"id\":\"inpay_1\",\"payment\":"
            + "{\"payment_intent\":\"pi_1\"}}]}";
    String rest =
        "{\"object\":\"list\",\"has_more\":false,\"data\":[{\"id\":\"inpay_2\",\"payment\":"
            + "{\"payment_intent\":\"pi_2\"}}]}";
    String invoice = "{\"object\":\"invoice\",\"id\":\"in_1\"";
    fake.answers(200, invoice + ",\"payments\":" + few + "}").answers(200, few).answers(200, rest);
    fake.answers(400, "{\"error\":{\"message\":\"This property cannot be expanded (payments).\"}}");
    fake.answers(200, rest);
    fake.answers(200, invoice + "}").answers(200, rest);

    assertThat(stripe.paymentIntentsOf("in_1")).containsExactly("pi_1", "pi_2");
    assertThat(stripe.paymentIntentsOf("in_1")).containsExactly("pi_2");
    assertThat(stripe.paymentIntentsOf("in_1")).containsExactly("pi_2");
    fake.said();
    assertThat(fake.said()).isEqualTo("GET /v1/invoice_payments?limit=100&invoice=in_1");
    assertThat(fake.said())
        .isEqualTo("GET /v1/invoice_payments?limit=100&invoice=in_1&starting_after=inpay_1");
  }

  @Test
  void ofManyPagesNoneIsLost() {
    for (int page = 5; page > 0; page--) {
      fake.answers(
          200,
          "{\"object\":\"list\",\"has_more\":%s,\"data\":[{\"object\":\"charge\",\"id\":\"ch_%d\"}]}"
              .formatted(page > 1, page));
    }

    assertThat(stripe.chargesOf("pi_1"))
        .extracting(Charge::getId)
        .containsExactlyElementsOf(
            IntStream.of(5, 4, 3, 2, 1).mapToObj(number -> "ch_" + number).toList());
  }
}
