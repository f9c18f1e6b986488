package io.tajo.stripe.process;

/** The files that these tests give to commands; the keys come from the environment. */
final class Manifests {
  private Manifests() {}

  /** As few fields as there can be. */
  static final String SMALL =
      """
      apiVersion: v1
      kind: Secret
      metadata: {name: keys}
      stringData: {stripe: "${STRIPE_SECRET_KEY}", brevo: "${BREVO_API_KEY}"}
      ---
      apiVersion: connectors.tajo.io/v1alpha1
      kind: StripeConnector
      metadata: {name: acme}
      spec:
        stripe:
          secretKey: {name: keys, key: stripe}
          requestsPerSecond: 20
        brevo:
          apiKey: {name: keys, key: brevo}
          lists: {allCustomers: 20, subscribers: 21, churned: 22}
          consent: {newContacts: Subscribed, metadataKey: marketing_opt_in}
      """;

  /** Every figure that does not change with the clock. */
  static final String EVERY_FIGURE =
      SMALL.replace("requestsPerSecond: 20", "requestsPerSecond: 80")
          + """
            fieldMapping:
              email: MAIL
              name: FULLNAME
              first_name: FIRSTNAME
              last_name: LASTNAME
              phone: SMS
              country: COUNTRY
              city: CITY
              postal_code: POSTAL_CODE
              delinquent: DELINQUENT
              customer_id: CUSTOMER_ID
              language: LANGUAGE
              created: CREATED
              currency: CURRENCY
              metadata.customer_tier: VIP_TIER
              balance: BALANCE
              payment_count: PAYMENT_COUNT
              total_spent: TOTAL_SPENT
              total_spent.eur: TOTAL_SPENT_EUR
              average_order_value: AVERAGE_ORDER_VALUE
              total_refunded: TOTAL_REFUNDED
              first_payment_date: FIRST_PAYMENT_DATE
              last_payment_date: LAST_PAYMENT_DATE
              last_payment_amount: LAST_PAYMENT_AMOUNT
              failed_payment_count: FAILED_PAYMENT_COUNT
              dispute_count: DISPUTE_COUNT
              subscription_status: SUBSCRIPTION_STATUS
              subscription_id: SUBSCRIPTION_ID
              plan_name: PLAN_NAME
              plan_interval: PLAN_INTERVAL
              subscription_start: SUBSCRIPTION_START
              trial_end: TRIAL_END
              current_period_end: CURRENT_PERIOD_END
              cancel_at: CANCEL_AT
              mrr: MRR
              arr: ARR
              subscription_count: SUBSCRIPTION_COUNT
              subscriptions: SUBSCRIPTIONS
              open_invoice_count: OPEN_INVOICE_COUNT
              amount_due: AMOUNT_DUE
              last_invoice_number: LAST_INVOICE_NUMBER
              last_invoice_status: LAST_INVOICE_STATUS
              last_invoice_url: LAST_INVOICE_URL
              last_checkout_status: LAST_CHECKOUT_STATUS
              abandoned_checkout_count: ABANDONED_CHECKOUT_COUNT
            currency:
              reporting: usd
              rates: {eur: "1.08", gbp: "1.27", jpy: "0.0067"}
          """;
}
