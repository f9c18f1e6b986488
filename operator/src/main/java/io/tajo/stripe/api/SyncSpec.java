package io.tajo.stripe.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
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
  public record Schedule(
      @JsonPropertyDescription(
              "Cron expression of the runs that read Stripe's events feed; every 15 minutes without"
                  + " it.")
          @Size(min = 9, max = 100)
          @Nullable String incremental,
      @JsonPropertyDescription(
              "Cron expression of the runs that read everything again; without it, Sundays at"
                  + " 03:00.")
          @Size(min = 9, max = 100)
          @Nullable String full,
      @JsonPropertyDescription("IANA time zone of both, like Europe/Paris; UTC without it.")
          @Size(min = 1, max = 64)
          @Nullable String timeZone) {}
}
