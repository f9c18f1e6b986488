package io.tajo.stripe.brevo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The account that the credentials belong to.
 *
 * @param organization Brevo's id of the organisation; empty where it gives none
 * @param company its name, or empty
 * @param plans their types, like {@code free} or {@code subscription}
 */
public record Account(String organization, String company, List<String> plans) {
  static Account of(JsonNode json) {
    List<String> plans = new ArrayList<>();
    json.path("plan").forEach(plan -> plans.add(plan.path("type").asText("")));
    return new Account(
        json.path("organization_id").asText(""),
        json.path("companyName").asText(""),
        List.copyOf(plans));
  }
}
