package io.tajo.stripe.pipeline.metrics;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.tajo.stripe.api.Json;
import io.tajo.stripe.ledger.Facts;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a full run found over all contacts; remembered in the ledger, for metrics.
 *
 * @param totalSpent what contacts have spent, by currency, in major units
 * @param mrr what they pay a month, by currency, in major units
 * @param leftOut objects whose money is missing from a figure
 */
@JsonIgnoreProperties(ignoreUnknown = true) // Of a later version.
public record RunFigures(
    SortedMap<String, BigDecimal> totalSpent,
    SortedMap<String, BigDecimal> mrr,
    List<LeftOut> leftOut) {
  private static final String KEY = "run.figures";

  /** Objects of a kind and a currency. */
  public record LeftOut(String kind, String currency, long objects) {}

  /** Takes the place of those of the run before. */
  public void remember(Facts facts) {
    try {
      facts.put(KEY, Json.MAPPER.writeValueAsString(this));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A run's figures are not writable as JSON.", e);
    }
  }

  /** Those of the last run; empty before the first. */
  public static Optional<RunFigures> last(Facts facts) {
    return facts.get(KEY).map(RunFigures::of);
  }

  private static RunFigures of(String json) {
    try {
      return Json.MAPPER.readValue(json, RunFigures.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("These are not a run's figures.", e);
    }
  }
}
