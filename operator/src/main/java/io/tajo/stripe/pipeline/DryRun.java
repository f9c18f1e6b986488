package io.tajo.stripe.pipeline;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run would write.
 *
 * @param created contacts that would be made
 * @param changed contacts that would be changed
 * @param unchanged contacts that would be left alone
 * @param removed contacts whose last customer is gone
 * @param fields contacts in which a field would change, by attribute or {@code list 20}
 * @param skipped customers that make no contact, by reason
 * @param omitted values that would be left out, by attribute and reason
 * @param examples a few of those that would be made or changed
 */
public record DryRun(
    long created,
    long changed,
    long unchanged,
    long removed,
    SortedMap<String, Long> fields,
    SortedMap<String, Long> skipped,
    SortedMap<String, Long> omitted,
    List<Example> examples) {
  DryRun withoutExamples() {
    return new DryRun(created, changed, unchanged, removed, fields, skipped, omitted, List.of());
  }

  /**
   * One contact. Personal data: for the screen of who asked, never for a log.
   *
   * @param fields what would change, by attribute or list
   */
  public record Example(String contact, Action action, SortedMap<String, Difference> fields) {}

  /**
   * One value.
   *
   * @param before what was last written; null: nothing
   * @param after what would be written; empty text clears
   */
  public record Difference(@Nullable JsonNode before, JsonNode after) {}

  /** What would become of a contact. */
  public enum Action {
    @JsonProperty("Create")
    CREATE,
    @JsonProperty("Change")
    CHANGE,
    @JsonProperty("Remove")
    REMOVE
  }
}
