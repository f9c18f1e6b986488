package io.tajo.stripe.ledger;

import com.fasterxml.jackson.core.type.TypeReference;
import io.tajo.stripe.profile.ChargeRow;
import io.tajo.stripe.profile.CheckoutSessionRow;
import io.tajo.stripe.profile.CustomerRow;
import io.tajo.stripe.profile.DiscountRow;
import io.tajo.stripe.profile.DisputeRow;
import io.tajo.stripe.profile.InvoiceRow;
import io.tajo.stripe.profile.RefundRow;
import io.tajo.stripe.profile.SubscriptionItemRow;
import io.tajo.stripe.profile.SubscriptionRow;
import io.tajo.stripe.profile.UpcomingInvoiceRow;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The tables of what customers have; of sights of one object the newest counts. */
final class StripeTables {
  static final String NEWEST = "excluded.as_of >= t.as_of";

  private static final TypeReference<Map<String, String>> METADATA = new TypeReference<>() {};
  private static final TypeReference<DiscountRow> DISCOUNT = new TypeReference<>() {};
  private static final TypeReference<List<DiscountRow>> DISCOUNTS = new TypeReference<>() {};
  private static final TypeReference<List<SubscriptionItemRow>> ITEMS = new TypeReference<>() {};

  private StripeTables() {}

  /** Of customers that live; seen in the same second, deleted counts. */
  static final Table<CustomerRow> CUSTOMERS =
      Table.of("customer", StripeTables::customer)
          .stamp("as_of")
          .guard("excluded.as_of > t.as_of or (excluded.as_of = t.as_of and not t.deleted)")
          .text("id", CustomerRow::id)
          .second("created", CustomerRow::created)
          .flag("deleted", CustomerRow::deleted)
          .text("test_clock", CustomerRow::testClock)
          .text("email", CustomerRow::email)
          .text("address", CustomerRow::address)
          .text("name", CustomerRow::name)
          .text("phone", CustomerRow::phone)
          .text("country", CustomerRow::country)
          .text("city", CustomerRow::city)
          .text("postal_code", CustomerRow::postalCode)
          .flag("delinquent", CustomerRow::delinquent)
          .text("language", CustomerRow::language)
          .text("currency", CustomerRow::currency)
          .number("balance", CustomerRow::balance)
          .json("metadata", CustomerRow::metadata)
          .json("discount", CustomerRow::discount);

  static final Table<ChargeRow> CHARGES =
      Table.of(
              "charge",
              r ->
                  new ChargeRow(
                      r.text("id"),
                      r.second("created"),
                      r.textOrNull("customer"),
                      r.text("currency"),
                      r.text("status"),
                      r.number("amount_captured"),
                      r.number("amount_refunded"),
                      r.numberOrNull("settled_amount"),
                      r.textOrNull("settled_currency")))
          .stamp("as_of")
          .guard(NEWEST)
          .text("id", ChargeRow::id)
          .second("created", ChargeRow::created)
          .text("customer", ChargeRow::customer)
          .text("currency", ChargeRow::currency)
          .text("status", ChargeRow::status)
          .number("amount_captured", ChargeRow::amountCaptured)
          .number("amount_refunded", ChargeRow::amountRefunded)
          .number("settled_amount", ChargeRow::settledAmount)
          .text("settled_currency", ChargeRow::settledCurrency)
          // A settlement is final; sights that do not show it leave it.
          .keep("settled_amount", "settled_currency");

  static final Table<RefundRow> REFUNDS =
      Table.of(
              "refund",
              r ->
                  new RefundRow(
                      r.text("id"),
                      r.second("created"),
                      r.textOrNull("charge"),
                      r.number("amount"),
                      r.textOrNull("status"),
                      r.textOrNull("reporting_category")))
          .stamp("as_of")
          .guard(NEWEST)
          .text("id", RefundRow::id)
          .second("created", RefundRow::created)
          .text("charge", RefundRow::charge)
          .number("amount", RefundRow::amount)
          .text("status", RefundRow::status)
          .text("reporting_category", RefundRow::reportingCategory);

  static final Table<DisputeRow> DISPUTES =
      Table.of(
              "dispute",
              r ->
                  new DisputeRow(
                      r.text("id"),
                      r.second("created"),
                      r.textOrNull("charge"),
                      r.number("amount"),
                      r.text("currency"),
                      r.text("status")))
          .stamp("as_of")
          .guard(NEWEST)
          .text("id", DisputeRow::id)
          .second("created", DisputeRow::created)
          .text("charge", DisputeRow::charge)
          .number("amount", DisputeRow::amount)
          .text("currency", DisputeRow::currency)
          .text("status", DisputeRow::status);

  static final Table<SubscriptionRow> SUBSCRIPTIONS =
      Table.of("subscription", StripeTables::subscription)
          .stamp("as_of")
          .guard(NEWEST)
          .text("id", SubscriptionRow::id)
          .second("created", SubscriptionRow::created)
          .text("customer", SubscriptionRow::customer)
          .text("status", SubscriptionRow::status)
          .text("currency", SubscriptionRow::currency)
          .second("start_date", SubscriptionRow::startDate)
          .second("trial_end", SubscriptionRow::trialEnd)
          .second("cancel_at", SubscriptionRow::cancelAt)
          .flag("cancel_at_period_end", SubscriptionRow::cancelAtPeriodEnd)
          .second("canceled_at", SubscriptionRow::canceledAt)
          .second("ended_at", SubscriptionRow::endedAt)
          .text("pause_behavior", SubscriptionRow::pauseBehavior)
          .json("items", SubscriptionRow::items)
          .json("discounts", SubscriptionRow::discounts);

  static final Table<InvoiceRow> INVOICES =
      Table.of(
              "invoice",
              r ->
                  new InvoiceRow(
                      r.text("id"),
                      r.second("created"),
                      r.textOrNull("customer"),
                      r.textOrNull("status"),
                      r.text("currency"),
                      r.number("amount_due"),
                      r.number("amount_remaining"),
                      r.textOrNull("number"),
                      r.textOrNull("hosted_invoice_url")))
          .stamp("as_of")
          .guard(NEWEST)
          .text("id", InvoiceRow::id)
          .second("created", InvoiceRow::created)
          .text("customer", InvoiceRow::customer)
          .text("status", InvoiceRow::status)
          .text("currency", InvoiceRow::currency)
          .number("amount_due", InvoiceRow::amountDue)
          .number("amount_remaining", InvoiceRow::amountRemaining)
          .text("number", InvoiceRow::number)
          .text("hosted_invoice_url", InvoiceRow::hostedInvoiceUrl);

  static final Table<CheckoutSessionRow> SESSIONS =
      Table.of(
              "checkout_session",
              r ->
                  new CheckoutSessionRow(
                      r.text("id"),
                      r.second("created"),
                      r.textOrNull("customer"),
                      r.textOrNull("address"),
                      r.textOrNull("status"),
                      r.textOrNull("consent_promotions"),
                      r.textOrNull("consent_collection"),
                      r.textOrNull("recovery_url"),
                      r.secondOrNull("recovery_expires_at"),
                      r.textOrNull("recovered_from")))
          .stamp("as_of")
          .guard(NEWEST)
          .text("id", CheckoutSessionRow::id)
          .second("created", CheckoutSessionRow::created)
          .text("customer", CheckoutSessionRow::customer)
          .text("address", session -> session.customer() == null ? session.address() : null)
          .text("status", CheckoutSessionRow::status)
          .text("consent_promotions", CheckoutSessionRow::consentPromotions)
          .text("consent_collection", CheckoutSessionRow::consentCollection)
          .text("recovery_url", CheckoutSessionRow::recoveryUrl)
          .second("recovery_expires_at", CheckoutSessionRow::recoveryExpiresAt)
          .text("recovered_from", CheckoutSessionRow::recoveredFrom);

  /** The newest event of each subscription counts, whenever it was seen. */
  static final Table<UpcomingInvoiceRow> UPCOMING =
      Table.of(
              "upcoming_invoice",
              r ->
                  new UpcomingInvoiceRow(
                      r.text("subscription"),
                      r.textOrNull("customer"),
                      r.second("created"),
                      r.secondOrNull("date"),
                      r.number("amount_due"),
                      r.text("currency")))
          .stamp("as_of")
          .guard("excluded.created >= t.created")
          .text("subscription", UpcomingInvoiceRow::subscription)
          .text("customer", UpcomingInvoiceRow::customer)
          .second("created", UpcomingInvoiceRow::created)
          .second("date", UpcomingInvoiceRow::date)
          .number("amount_due", UpcomingInvoiceRow::amountDue)
          .text("currency", UpcomingInvoiceRow::currency);

  private static CustomerRow customer(Row r) throws SQLException {
    return new CustomerRow(
        r.text("id"),
        r.second("created"),
        r.flag("deleted"),
        r.textOrNull("test_clock"),
        r.textOrNull("email"),
        r.textOrNull("address"),
        r.textOrNull("name"),
        r.textOrNull("phone"),
        r.textOrNull("country"),
        r.textOrNull("city"),
        r.textOrNull("postal_code"),
        r.flagOrNull("delinquent"),
        r.textOrNull("language"),
        r.textOrNull("currency"),
        r.number("balance"),
        r.json("metadata", METADATA),
        r.jsonOrNull("discount", DISCOUNT));
  }

  private static SubscriptionRow subscription(Row r) throws SQLException {
    return new SubscriptionRow(
        r.text("id"),
        r.second("created"),
        r.textOrNull("customer"),
        r.text("status"),
        r.text("currency"),
        r.secondOrNull("start_date"),
        r.secondOrNull("trial_end"),
        r.secondOrNull("cancel_at"),
        r.flag("cancel_at_period_end"),
        r.secondOrNull("canceled_at"),
        r.secondOrNull("ended_at"),
        r.textOrNull("pause_behavior"),
        r.json("items", ITEMS),
        r.json("discounts", DISCOUNTS));
  }
}
