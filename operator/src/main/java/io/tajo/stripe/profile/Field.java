package io.tajo.stripe.profile;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The figures that a contact can have: the source names of {@code spec.fieldMapping}, in lower
 * case.
 */
public enum Field {
  EMAIL(Kind.TEXT, Topic.CUSTOMERS),
  NAME(Kind.TEXT, Topic.CUSTOMERS),
  FIRST_NAME(Kind.TEXT, Topic.CUSTOMERS),
  LAST_NAME(Kind.TEXT, Topic.CUSTOMERS),
  PHONE(Kind.TEXT, Topic.CUSTOMERS),
  COUNTRY(Kind.TEXT, Topic.CUSTOMERS),
  CITY(Kind.TEXT, Topic.CUSTOMERS),
  POSTAL_CODE(Kind.TEXT, Topic.CUSTOMERS),
  DELINQUENT(Kind.BOOLEAN, Topic.CUSTOMERS),
  CUSTOMER_ID(Kind.TEXT, Topic.CUSTOMERS),
  LANGUAGE(Kind.TEXT, Topic.CUSTOMERS),
  CREATED(Kind.DATE, Topic.CUSTOMERS),
  CURRENCY(Kind.TEXT, Topic.CUSTOMERS),
  /** One metadata key; its source name is {@code metadata.KEY}. */
  METADATA(Kind.TEXT, Topic.CUSTOMERS),
  BALANCE(Kind.NUMBER, Topic.CUSTOMERS),
  PAYMENT_COUNT(Kind.NUMBER, Topic.PAYMENTS),
  TOTAL_SPENT(Kind.NUMBER, Topic.PAYMENTS),
  /** Spending in one currency; its source name is {@code total_spent.CUR}. */
  TOTAL_SPENT_IN(Kind.NUMBER, Topic.PAYMENTS),
  AVERAGE_ORDER_VALUE(Kind.NUMBER, Topic.PAYMENTS),
  TOTAL_REFUNDED(Kind.NUMBER, Topic.PAYMENTS),
  FIRST_PAYMENT_DATE(Kind.DATE, Topic.PAYMENTS),
  LAST_PAYMENT_DATE(Kind.DATE, Topic.PAYMENTS),
  LAST_PAYMENT_AMOUNT(Kind.NUMBER, Topic.PAYMENTS),
  FAILED_PAYMENT_COUNT(Kind.NUMBER, Topic.PAYMENTS),
  DISPUTE_COUNT(Kind.NUMBER, Topic.DISPUTES, Topic.PAYMENTS),
  SUBSCRIPTION_STATUS(Kind.TEXT, Topic.SUBSCRIPTIONS),
  SUBSCRIPTION_ID(Kind.TEXT, Topic.SUBSCRIPTIONS),
  PLAN_NAME(Kind.TEXT, Topic.SUBSCRIPTIONS, Topic.PRODUCTS),
  PLAN_INTERVAL(Kind.TEXT, Topic.SUBSCRIPTIONS),
  SUBSCRIPTION_START(Kind.DATE, Topic.SUBSCRIPTIONS),
  TRIAL_END(Kind.DATE, Topic.SUBSCRIPTIONS),
  CURRENT_PERIOD_END(Kind.DATE, Topic.SUBSCRIPTIONS),
  CANCEL_AT(Kind.DATE, Topic.SUBSCRIPTIONS),
  MRR(Kind.NUMBER, Topic.SUBSCRIPTIONS),
  ARR(Kind.NUMBER, Topic.SUBSCRIPTIONS),
  SUBSCRIPTION_COUNT(Kind.NUMBER, Topic.SUBSCRIPTIONS),
  SUBSCRIPTIONS(Kind.TEXT, Topic.SUBSCRIPTIONS),
  OPEN_INVOICE_COUNT(Kind.NUMBER, Topic.INVOICES),
  AMOUNT_DUE(Kind.NUMBER, Topic.INVOICES),
  LAST_INVOICE_NUMBER(Kind.TEXT, Topic.INVOICES),
  LAST_INVOICE_STATUS(Kind.TEXT, Topic.INVOICES),
  LAST_INVOICE_URL(Kind.TEXT, Topic.INVOICES),
  UPCOMING_INVOICE_DATE(Kind.DATE, Topic.INVOICES),
  UPCOMING_INVOICE_AMOUNT(Kind.NUMBER, Topic.INVOICES),
  LAST_CHECKOUT_STATUS(Kind.TEXT, Topic.CHECKOUT_SESSIONS),
  ABANDONED_CHECKOUT_COUNT(Kind.NUMBER, Topic.CHECKOUT_SESSIONS),
  CHECKOUT_RECOVERY_URL(Kind.TEXT, Topic.CHECKOUT_SESSIONS);

  /** The type of attribute that is created for a field. */
  public enum Kind {
    TEXT,
    NUMBER,
    DATE,
    BOOLEAN
  }

  private static final Map<String, Field> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(Field::sourceName, Function.identity()));

  private final Kind kind;
  private final Topic topic;
  private final Topic also;

  Field(Kind kind, Topic topic) {
    this(kind, topic, topic);
  }

  Field(Kind kind, Topic topic, Topic also) {
    this.kind = kind;
    this.topic = topic;
    this.also = also;
  }

  public Kind kind() {
    return kind;
  }

  /** What the field is made from; {@link #hasValue} knows what else it takes. */
  public Topic topic() {
    return topic;
  }

  /** Whether the field has a value (an empty one too) where these topics are readable. */
  public boolean hasValue(Set<Topic> readable) {
    return readable.contains(topic) && readable.contains(also);
  }

  /** The name in {@code spec.fieldMapping}; of a field with a key, the part before the point. */
  public String sourceName() {
    return this == TOTAL_SPENT_IN ? "total_spent." : name().toLowerCase(Locale.ROOT);
  }

  static Optional<Field> named(String sourceName) {
    return Optional.ofNullable(BY_NAME.get(sourceName));
  }
}
