package io.tajo.stripe.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.sandbox.BrevoOptions.Plan;

/** GET /v3/account. */
final class BrevoAccountCall {
  private BrevoAccountCall() {}

  static BrevoAnswer get(BrevoOptions options) {
    boolean enterprise = options.plan() == Plan.EXTENDED;
    ObjectNode account = BrevoJson.MAPPER.createObjectNode();
    account.put("organization_id", options.organization()).put("user_id", 1);
    account.put("enterprise", enterprise);
    account.put("companyName", "Sandbox").put("email", "owner@sandbox.example");
    account.put("firstName", "Sandy").put("lastName", "Box");
    account
        .putObject("address")
        .put("street", "1 Test Street")
        .put("city", "Paris")
        .put("zipCode", "75001")
        .put("country", "France");
    account
        .putArray("plan")
        .addObject()
        .put("type", enterprise ? "subscription" : "free")
        .put("credits", 300)
        .put("creditsType", "sendLimit");
    account.putObject("relay").put("enabled", false);
    account.putObject("marketingAutomation").put("enabled", true).put("key", "sandbox");
    return BrevoAnswer.of(200, account);
  }
}
