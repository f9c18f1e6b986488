package io.tajo.stripe.brevo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An attribute that contacts of the account can have.
 *
 * @param name in upper case
 * @param category normal, category, transactional, calculated or global; an open set
 * @param type text, float, date, boolean, multiple-choice, …, an open set; {@code category} for one
 *     of that category; empty where Brevo gives none
 * @param options labels of a category, or the values of a multiple-choice
 */
public record Attribute(String name, String category, String type, List<String> options) {
  static Attribute of(JsonNode json) {
    List<String> options = new ArrayList<>();
    json.path("enumeration").forEach(option -> options.add(option.path("label").asText("")));
    json.path("multiCategoryOptions").forEach(option -> options.add(option.asText()));
    String category = json.path("category").asText("");
    return new Attribute(
        json.path("name").asText("").toUpperCase(Locale.ROOT),
        category,
        json.path("type").asText(category.equals("category") ? category : ""),
        List.copyOf(options));
  }
}
