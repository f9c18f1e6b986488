package io.tajo.stripe.brevo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Single contacts: what each call says to the letter, and what it makes of the answer. */
class BrevoContactsTest {
  private static final Set<Channel> BOTH = new TreeSet<>(Set.of(Channel.EMAIL, Channel.SMS));

  private final FakeBrevo fake = new FakeBrevo();
  private final Brevo brevo = fake.brevo;

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void contactsAreReadInPagesOldestFirst() {
    fake.answers(
        200,
        """
        {"count": 2, "contacts": [
          {"id": 1, "email": "ada@example.com", "emailBlacklisted": true, "smsBlacklisted": false,
           "listIds": [22, 20], "attributes": {"MRR": 12.30, "FIRSTNAME": "Ada"}, "new": {}},
          {"id": 2, "email": null, "listIds": null, "attributes": []}]}
        """);

    ContactPage page = brevo.contacts(1000, 2000, Instant.parse("2026-11-01T00:00:00.5Z"));

    assertThat(page.count()).isEqualTo(2);
    BrevoContact ada = page.contacts().getFirst();
    assertThat(ada.email()).isEqualTo("ada@example.com");
    assertThat(ada.emailBlacklisted()).isTrue();
    assertThat(ada.smsBlacklisted()).isFalse();
    assertThat(ada.listIds()).containsExactly(20L, 22L);
    assertThat(ada.attributes().get("MRR").decimalValue()).isEqualByComparingTo("12.3");
    assertThat(page.contacts().getLast())
        .isEqualTo(new BrevoContact(2, "", false, false, Set.of(), Json.object()));
    assertThat(fake.said())
        .isEqualTo(
            "GET /brevo/v3/contacts?limit=1000&offset=2000&sort=asc"
                + "&modifiedSince=2026-11-01T00%3A00%3A00.500Z");
  }

  @Test
  void anAnswerThatIsNoPageIsNeverTakenForTheEndOfTheContacts() {
    fake.answers(200, "{}").answers(200, "{\"count\":5}").answers(200, "{\"contacts\":[]}");
    fake.answers(200, "{\"count\":5,\"contacts\":[]}");

    assertThat(brevo.contacts(1000, 0, null)).isEqualTo(new ContactPage(5, List.of()));
    assertThat(fake.requests()).isEqualTo(4);
    assertThat(fake.said()).isEqualTo("GET /brevo/v3/contacts?limit=1000&offset=0&sort=asc");
  }

  @Test
  void whatBrevoTakesForNoAddressIsNoContactAndOtherRefusalsAreTold() {
    fake.answers(400, "{\"code\":\"invalid_parameter\",\"message\":\"Invalid email address\"}");
    fake.answers(400, "{\"code\":\"bad_request\",\"message\":\"email is not valid\"}");
    fake.answers(422, "{\"code\":\"unprocessable\",\"message\":\"not now\"}");

    assertThat(brevo.contact("a@b")).isEmpty();
    assertThat(brevo.contact("a@b")).isEmpty();
    assertThatThrownBy(() -> brevo.contact("a@example.com"))
        .isInstanceOf(BrevoFailure.Invalid.class);
  }

  @Test
  void aContactIsFoundByItsEmail() {
    fake.answers(200, "{\"id\":5,\"email\":\"a+b/c%d@example.com\",\"attributes\":{}}");
    fake.answers(404, "{\"code\":\"document_not_found\",\"message\":\"Contact does not exist\"}");

    assertThat(brevo.contact("a+b/c%d@example.com")).map(BrevoContact::id).contains(5L);
    assertThat(brevo.contact("ö@example.com")).isEmpty();
    assertThat(fake.said())
        .isEqualTo("GET /brevo/v3/contacts/a%2Bb%2Fc%25d%40example.com?identifierType=email_id");
    assertThat(fake.said())
        .isEqualTo("GET /brevo/v3/contacts/%C3%B6%40example.com?identifierType=email_id");
  }

  @Test
  void creatingNeverUpdates() {
    fake.answers(201, "{\"id\":4294967296}");

    long id =
        brevo.create(
            new NewContact(
                "ada@example.com",
                attributes("FIRSTNAME", "Ada"),
                new TreeSet<>(Set.of(20L, 21L)),
                BOTH));

    assertThat(id).isEqualTo(4_294_967_296L);
    assertThat(fake.said())
        .isEqualTo(
            "POST /brevo/v3/contacts {\"email\":\"ada@example.com\","
                + "\"attributes\":{\"FIRSTNAME\":\"Ada\"},\"listIds\":[20,21],"
                + "\"emailBlacklisted\":true,\"smsBlacklisted\":true,\"updateEnabled\":false}");
  }

  @Test
  void flagsThatAreNotSetAreLeftOut() {
    fake.answers(201, "{\"id\":1}").answers(204, "").answers(204, "");

    brevo.create(new NewContact("a@example.com", Map.of(), Set.of(), Set.of()));
    brevo.update(update("a@example.com", Map.of()));
    brevo.updateAll(List.of(update("a@example.com", Map.of())));

    assertThat(fake.said()).doesNotContain("lacklist");
    assertThat(fake.said()).doesNotContain("lacklist");
    assertThat(fake.said()).doesNotContain("lacklist");
  }

  @Test
  void updatingSaysOnlyWhatChanges() {
    fake.answers(204, "");
    SortedMap<String, JsonNode> attributes = attributes("PLAN_NAME", "");
    attributes.put("MRR", DecimalNode.valueOf(new BigDecimal("1E+2")));

    brevo.update(
        new ContactUpdate(
            "ada@example.com", attributes, Set.of(22L), Set.of(21L), Set.of(Channel.EMAIL)));

    assertThat(fake.said())
        .isEqualTo(
            "PUT /brevo/v3/contacts/ada%40example.com?identifierType=email_id"
                + " {\"attributes\":{\"MRR\":100,\"PLAN_NAME\":\"\"},\"listIds\":[22],"
                + "\"unlinkListIds\":[21],\"emailBlacklisted\":true}");
  }

  @Test
  void renamingSetsTheEmailAttribute() {
    fake.answers(204, "");

    brevo.rename(
        "old@example.com",
        new ContactUpdate("new@example.com", attributes("A", "1"), Set.of(), Set.of(), BOTH));

    assertThat(fake.said())
        .isEqualTo(
            "PUT /brevo/v3/contacts/old%40example.com?identifierType=email_id"
                + " {\"attributes\":{\"A\":\"1\",\"EMAIL\":\"new@example.com\"},"
                + "\"emailBlacklisted\":true,\"smsBlacklisted\":true}");
  }

  @Test
  void renamingWhoseAnswerWasLostIsFoundDone() {
    fake.answers(500, "").answers(404, "{\"code\":\"document_not_found\"}").answers(204, "");

    brevo.rename("old@example.com", update("new@example.com", Map.of()));

    fake.request();
    fake.request();
    assertThat(fake.said())
        .isEqualTo("PUT /brevo/v3/contacts/new%40example.com?identifierType=email_id {}");
  }

  @Test
  void renamingNobodyFails() {
    fake.answers(404, "{\"code\":\"document_not_found\",\"message\":\"Contact does not exist\"}");

    assertThatThrownBy(() -> brevo.rename("old@example.com", update("b@example.com", Map.of())))
        .isInstanceOf(BrevoFailure.NotFound.class);
  }

  @Test
  void deletingWhatIsNotThereIsDone() {
    fake.answers(204, "");
    fake.answers(404, "{\"code\":\"document_not_found\",\"message\":\"Contact does not exist\"}");

    brevo.delete("ada@example.com");
    brevo.delete("ada@example.com");

    assertThat(fake.said())
        .isEqualTo("DELETE /brevo/v3/contacts/ada%40example.com?identifierType=email_id");
  }

  private static ContactUpdate update(String email, Map<String, JsonNode> attributes) {
    return new ContactUpdate(email, attributes, Set.of(), Set.of(), Set.of());
  }

  private static SortedMap<String, JsonNode> attributes(String name, String value) {
    return new TreeMap<>(Map.of(name, TextNode.valueOf(value)));
  }
}
