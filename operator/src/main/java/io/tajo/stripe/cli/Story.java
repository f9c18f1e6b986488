package io.tajo.stripe.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.tajo.stripe.pipeline.DryRun.Difference;
import io.tajo.stripe.pipeline.Explanation.Freshness;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * An explained contact in words, as {@code -o json} prints it. Personal data.
 *
 * @param customers with the address, newest first
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Story(
    String contact,
    String at,
    List<Customer> customers,
    List<Line> attributes,
    List<Membership> lists,
    Write write,
    Freshness ledger) {
  /** A customer of Stripe with the address. */
  record Customer(String id, LocalDate created) {}

  /**
   * One line of the mapping.
   *
   * @param type of the attribute in Brevo; null: it has none of that name
   * @param value to be written; null: none
   * @param why in words, where it comes from
   * @param currency of the amounts that add up, empty for a contact without one; null: nothing does
   * @param parts what it adds up from
   * @param dividedBy by what the sum of the parts is divided
   * @param times how often the sum of the parts counts
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Line(
      String attribute,
      String source,
      @Nullable String type,
      @Nullable JsonNode value,
      String why,
      @Nullable String currency,
      List<Part> parts,
      @Nullable Long dividedBy,
      @Nullable Long times) {}

  /**
   * What one object adds.
   *
   * @param adds in major units of the line's currency, or 1 of a counted object; of a part's parts
   *     in the part's own currency; exact, or with four digits more than the currency has; null: it
   *     says a value, and adds nothing
   * @param words how it came about; perhaps empty
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Part(
      String object,
      String id,
      @Nullable LocalDate created,
      @Nullable BigDecimal adds,
      String words,
      List<Part> parts) {}

  /** Where the contact stands with a list: {@code in}, {@code out} or {@code left alone}. */
  record Membership(long list, String purpose, String standing, String why) {}

  /**
   * What would be written now.
   *
   * @param action create, change or none
   */
  record Write(String action, SortedMap<String, Difference> fields, List<String> notes) {}
}
