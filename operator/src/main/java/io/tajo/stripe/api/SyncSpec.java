package io.tajo.stripe.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is read from Stripe, and when. */
public record SyncSpec(
    @JsonPropertyDescription(
            "What is synced: customers, payments, subscriptions, invoices, products,"
                + " checkoutSessions; without it, all. Customers always are.")
        @Size(min = 1, max = 6)
        @Nullable List<SyncResource> resources,
    @JsonPropertyDescription(
            "Payments, invoices and checkout sessions created before this date (YYYY-MM-DD, UTC) do"
                + " not count.")
        @Pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
        @Size(max = 10)
        @Nullable String since,
    @JsonPropertyDescription(
            "Ignore (the default), or Create: the buyer of an expired guest checkout who opted in"
                + " to promotions becomes a contact.")
        @Nullable GuestCheckouts guestCheckouts,
    @JsonPropertyDescription("When runs start by themselves.") @Nullable Schedule schedule) {

  /** Whether guests become contacts. */
  public enum GuestCheckouts {
    @JsonProperty("Ignore")
    IGNORE,
    @JsonProperty("Create")
    CREATE
  }

  /** UNIX cron expressions of five fields. */
  @ValidationRule(
      value = "!has(self.incremental) || self.incremental.matches('" + Schedule.FIVE_FIELDS + "')",
      message = "incremental must be a cron expression of five fields, like */15 * * * *",
      fieldPath = ".incremental")
  @ValidationRule(
      value = "!has(self.full) || self.full.matches('" + Schedule.FIVE_FIELDS + "')",
      message = "full must be a cron expression of five fields, like 0 3 * * 0",
      fieldPath = ".full")
  public record Schedule(
      @JsonPropertyDescription(
              "Cron expression (minute, hour, day of month, month, day of week) of the runs that read"
                  + " Stripe's events feed; */15 * * * * without it.")
          @Size(min = 9, max = 100)
          @Nullable String incremental,
      @JsonPropertyDescription(
              "Cron expression of the runs that read everything again; 0 3 * * 0 without it: Sundays"
                  + " at 03:00.")
          @Size(min = 9, max = 100)
          @Nullable String full,
      @JsonPropertyDescription("IANA time zone of both, like Europe/Paris; UTC without it.")
          @Pattern("^[A-Za-z][-A-Za-z0-9_+/]*$")
          @Size(min = 1, max = 64)
          @Nullable String timeZone) {
    private static final String FIVE_FIELDS = "^[-0-9A-Za-z*/,]+( +[-0-9A-Za-z*/,]+){4}$";
  }
}
