package io.tajo.stripe.brevo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The account, its lists and attributes: what each call says to the letter, and what it makes of
 * the answer.
 */
class BrevoAccountTest {
  private final FakeBrevo fake = new FakeBrevo();
  private final Brevo brevo = fake.brevo;

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void everyRequestCarriesTheKeyAndAsksForJson() {
    fake.answers(201, "{\"id\":7}");

    brevo.create(new NewContact("ada@example.com", Map.of(), Set.of(), Set.of()));

    RecordedRequest request = fake.request();
    assertThat(request.getHeaders().get("api-key")).isEqualTo("xkeysib-secret");
    assertThat(request.getHeaders().get("Accept")).isEqualTo("application/json");
    assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/json");
    assertThat(request.getHeaders().get("Authorization")).isNull();
  }

  @Test
  void accountTellsTheOrganisation() {
    fake.answers(
        200,
        """
        {"organization_id": "org-1", "companyName": "Acme", "email": "owner@example.com",
         "plan": [{"type": "free", "credits": 300}, {"type": "sms"}], "planVerticals": {"x": 1}}
        """);

    assertThat(brevo.account()).isEqualTo(new Account("org-1", "Acme", List.of("free", "sms")));
    assertThat(fake.said()).isEqualTo("GET /brevo/v3/account");
  }

  @Test
  void accountWithoutAnyOfThemIsReadAllTheSame() {
    fake.answers(200, "{}");

    assertThat(brevo.account()).isEqualTo(new Account("", "", List.of()));
  }

  @Test
  void aListIsThereOrNot() {
    fake.answers(200, "{\"id\":20,\"name\":\"All customers\",\"folderId\":1}");
    fake.answers(404, "{\"code\":\"document_not_found\",\"message\":\"List ID does not exist\"}");

    assertThat(brevo.list(20)).contains(new ContactList(20, "All customers"));
    assertThat(brevo.list(21)).isEmpty();
    assertThat(fake.said()).isEqualTo("GET /brevo/v3/contacts/lists/20");
    assertThat(fake.said()).isEqualTo("GET /brevo/v3/contacts/lists/21");
  }

  @Test
  void attributesComeWithTheirTypesAndOptions() {
    fake.answers(
        200,
        """
        {"attributes": [
          {"name": "mrr", "category": "normal", "type": "float"},
          {"name": "TIER", "category": "category",
           "enumeration": [{"value": 1, "label": "Gold"}, {"value": 2, "label": "Silver"}]},
          {"name": "TAGS", "category": "normal", "type": "multiple-choice",
           "multiCategoryOptions": ["a", "b"]},
          {"name": "BLACKLIST", "category": "calculated", "calculatedValue": "COUNT[x]"}]}
        """);

    assertThat(brevo.attributes())
        .containsExactly(
            new Attribute("MRR", "normal", "float", List.of()),
            new Attribute("TIER", "category", "category", List.of("Gold", "Silver")),
            new Attribute("TAGS", "normal", "multiple-choice", List.of("a", "b")),
            new Attribute("BLACKLIST", "calculated", "", List.of()));
    assertThat(fake.said()).isEqualTo("GET /brevo/v3/contacts/attributes");
  }

  @Test
  void anAttributeIsCreatedAsNormalAndMayExistAlready() {
    fake.answers(201, "{}");
    fake.answers(
        400, "{\"code\":\"invalid_parameter\",\"message\":\"Attribute name must be unique\"}");
    fake.answers(400, "{\"code\":\"invalid_parameter\",\"message\":\"type is not valid\"}");

    brevo.createAttribute("TOTAL_SPENT", "float");
    brevo.createAttribute("TOTAL_SPENT", "float");

    assertThat(fake.said())
        .isEqualTo("POST /brevo/v3/contacts/attributes/normal/TOTAL_SPENT {\"type\":\"float\"}");
    assertThatThrownBy(() -> brevo.createAttribute("TOTAL_SPENT", "money"))
        .isInstanceOf(BrevoFailure.Invalid.class);
  }

  @Test
  void trafficNamesCallsWithoutPeople() {
    fake.answers(200, "{}").answers(500, "").answers(204, "");

    brevo.account();
    brevo.update(update("ada@example.com", Map.of()));

    assertThat(fake.traffic)
        .containsExactly(
            "OTHER GET /account 200",
            "CONTACTS PUT /contacts/{email} 500",
            "CONTACTS PUT /contacts/{email} 204");
  }

  private static ContactUpdate update(String email, Map<String, JsonNode> attributes) {
    return new ContactUpdate(email, attributes, Set.of(), Set.of(), Set.of());
  }
}
