package io.tajo.stripe.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** How figures are made. */
public record MetricsSpec(
    @JsonPropertyDescription("How monthly recurring revenue is made.") @Nullable Mrr mrr) {

  /** Monthly recurring revenue. */
  public record Mrr(
      @JsonPropertyDescription(
              "Which running discounts lower it: None, Recurring (the default: those that run for"
                  + " ever or repeat) or All.")
          @Nullable Discounts discounts,
      @JsonPropertyDescription(
              "When a cancelled subscription stops counting: PeriodEnd (the default) or"
                  + " Cancellation.")
          @Nullable ChurnAt churnAt) {}

  /** Which running discounts lower MRR. */
  public enum Discounts {
    @JsonProperty("None")
    NONE,
    @JsonProperty("Recurring")
    RECURRING,
    @JsonProperty("All")
    ALL
  }

  /** When a cancelled subscription stops counting. */
  public enum ChurnAt {
    @JsonProperty("PeriodEnd")
    PERIOD_END,
    @JsonProperty("Cancellation")
    CANCELLATION
  }
}
