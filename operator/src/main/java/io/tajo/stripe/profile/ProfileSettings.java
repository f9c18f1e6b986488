package io.tajo.stripe.profile;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a connector's manifest says about figures.
 *
 * @param reporting the reporting currency, lower case; null: each contact's own
 * @param rates major units of {@code reporting} that one major unit of a currency (lower case) is;
 *     all above 0
 * @param since charges, invoices and checkout sessions created before it do not count; null: all
 *     count
 * @param readable the topics that are synced and may be read
 * @param consentKey the metadata key whose value can be a no; null: none
 * @param abandonedWithoutConsent whether a session that asked for no consent may be recovered
 */
public record ProfileSettings(
    @Nullable String reporting,
    Map<String, BigDecimal> rates,
    Discounts discounts,
    ChurnAt churnAt,
    @Nullable Instant since,
    Set<Topic> readable,
    @Nullable String consentKey,
    boolean abandonedWithoutConsent) {
  /** Which discounts lower MRR ({@code spec.metrics.mrr.discounts}). */
  public enum Discounts {
    NONE,
    /** Running ones of duration forever or repeating. */
    RECURRING,
    /** All running ones. */
    ALL
  }

  /** When a cancelled subscription stops counting ({@code spec.metrics.mrr.churnAt}). */
  public enum ChurnAt {
    PERIOD_END,
    CANCELLATION
  }
}
