package io.tajo.stripe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tajo.stripe.sandbox.BrevoOptions.Existing;
import io.tajo.stripe.sandbox.BrevoQuirk.UnknownInBatch;
import io.tajo.stripe.sandbox.BrevoServer.Answer;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Contacts, lists and attributes over their whole life. */
class BrevoContactsTest {
  @Test
  void aContactIsMadeFoundChangedAndDeleted() {
    try (var server = new BrevoServer(BrevoServer.options().build())) {
      Answer created =
          server.post(
              "/v3/contacts",
              "{\"email\":\" Ada+Test@Example.com \",\"listIds\":[21,20],\"unlinkListIds\":[20]}");
      assertThat(created.status()).isEqualTo(201);
      assertThat(created.json().toString()).isEqualTo("{\"id\":1}");
      assertThat(server.get("/v3/contacts/ada+test@example.com").json().toString())
          .isEqualTo(
              "{\"email\":\"ada+test@example.com\",\"id\":1,\"emailBlacklisted\":false,"
                  + "\"smsBlacklisted\":false,\"createdAt\":\"2026-11-23T10:00:00.000Z\","
                  + "\"modifiedAt\":\"2026-11-23T10:00:00.000Z\",\"listIds\":[20,21],"
                  + "\"listUnsubscribed\":null,\"attributes\":{}}");

      assertThat(
              server
                  .post(
                      "/v3/contacts",
                      "{\"email\":\"ada+test@example.com\",\"updateEnabled\":true,\"ext_id\":\"7\"}")
                  .status())
          .isEqualTo(204);
      server.put("/v3/contacts/7?identifierType=ext_id", "{\"unlinkListIds\":[21]}");
      StoredContact contact = server.brevo.contact("ADA+test@example.com").orElseThrow();
      assertThat(contact.lists()).containsExactly(20L);
      assertThat(contact.attributes()).containsOnlyKeys("EXT_ID");

      assertThat(server.send("DELETE", "/v3/contacts/1", "").status()).isEqualTo(204);
      assertThat(server.brevo.size()).isZero();
      assertThat(server.get("/v3/contacts/7?identifierType=ext_id").status()).isEqualTo(404);
    }
  }

  @Test
  void pagesGoFromTheNewestUnlessAskedOtherwise() {
    try (var server =
        new BrevoServer(
            BrevoServer.options()
                .existing(5, i -> Existing.of("c" + (i + 1) + "@example.com"))
                .build())) {
      assertThat(ids(server.get("/v3/contacts?limit=2"))).containsExactly(5L, 4L);
      assertThat(ids(server.get("/v3/contacts?limit=2&offset=4"))).containsExactly(1L);
      assertThat(ids(server.get("/v3/contacts?limit=2&offset=2&sort=asc"))).containsExactly(3L, 4L);
      server.send("DELETE", "/v3/contacts/2", "");
      assertThat(ids(server.get("/v3/contacts?sort=asc"))).containsExactly(1L, 3L, 4L, 5L);
      assertThat(ids(server.get("/v3/contacts?offset=4"))).isEmpty();

      server.pass(Duration.ofSeconds(1));
      server.put("/v3/contacts/3", "{\"listIds\":[22]}");
      assertThat(ids(server.get("/v3/contacts?modifiedSince=2026-11-23T10:00:00Z")))
          .containsExactly(3L);
      assertThat(ids(server.get("/v3/contacts?listIds=22"))).containsExactly(3L);
      assertThat(ids(server.get("/v3/contacts/lists/22/contacts"))).containsExactly(3L);
      assertThat(server.get("/v3/contacts?listIds=22").json().path("count").asInt()).isEqualTo(1);
    }
  }

  private static List<Long> ids(Answer page) {
    return StreamSupport.stream(page.json().path("contacts").spliterator(), false)
        .map(contact -> contact.path("id").asLong())
        .toList();
  }

  @Test
  void aNewAddressEndsTheBlocklisting() {
    String rename = "{\"attributes\":{\"EMAIL\":\"new@example.com\"},\"emailBlacklisted\":true}";
    var options = BrevoServer.options().contact(Existing.blocklisted("old@example.com"));
    try (var server = new BrevoServer(options.build())) {
      assertThat(server.put("/v3/contacts/1", rename).status()).isEqualTo(204);
      StoredContact renamed = server.brevo.contact("new@example.com").orElseThrow();
      assertThat(renamed.emailBlacklisted()).isFalse();
      assertThat(renamed.smsBlacklisted()).isTrue();
      assertThat(server.brevo.contact("old@example.com")).isEmpty();

      server.put("/v3/contacts/1", rename);
      assertThat(server.brevo.contact("new@example.com").orElseThrow().emailBlacklisted()).isTrue();
    }
    options.quirks(BrevoQuirk.REASSERTED_BLOCKLIST_KEPT);
    try (var server = new BrevoServer(options.build())) {
      server.put("/v3/contacts/1", rename);
      assertThat(server.brevo.contact("new@example.com").orElseThrow().emailBlacklisted()).isTrue();
    }
  }

  @Test
  void aBatchUpdatesAllOrNothing() {
    var options =
        BrevoServer.options().existing(3, i -> Existing.of("c" + (i + 1) + "@example.com"));
    String batch =
        """
        {"contacts":[
          {"email":"C1@example.com","attributes":{"SMS":"+33612345678"},"listIds":[20]},
          {"id":2,"attributes":{"FIRSTNAME":"Bob"}},
          {"id":3,"attributes":{"SMS":"+33612345678"}}]}
        """;
    try (var server = new BrevoServer(options.build())) {
      Answer answer = server.post("/v3/contacts/batch", batch);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.json().at("/metadata/duplicate_identifiers/0").asText()).isEqualTo("SMS");
      assertThat(server.brevo.contacts()).allMatch(contact -> contact.attributes().isEmpty());
      assertThat(server.brevo.contact("c1@example.com").orElseThrow().lists()).isEmpty();

      Answer mended = server.post("/v3/contacts/batch", batch.replace("678\"}}]", "679\"}}]"));
      assertThat(mended.status()).isEqualTo(204);
      assertThat(server.brevo.contacts()).noneMatch(contact -> contact.attributes().isEmpty());
    }
    options.unknownInBatch(UnknownInBatch.PARTIAL);
    try (var server = new BrevoServer(options.build())) {
      Answer answer = server.post("/v3/contacts/batch", batch.replace("\"id\":2", "\"id\":9"));
      assertThat(answer.status()).isEqualTo(207);
      assertThat(answer.json().toString()).isEqualTo("{\"successIds\":[1],\"failureIds\":[9,3]}");
    }
    options.unknownInBatch(UnknownInBatch.SKIPPED).maxBatch(1);
    try (var server = new BrevoServer(options.build())) {
      assertThat(server.post("/v3/contacts/batch", batch).status()).isEqualTo(400);
      assertThat(server.post("/v3/contacts/batch", "{\"contacts\":[{\"id\":9}]}").status())
          .isEqualTo(204);
    }
  }

  @Test
  void membershipOfListsIsToldContactByContact() {
    try (var server =
        new BrevoServer(BrevoServer.options().contact(Existing.of("ada@example.com")).build())) {
      Answer added =
          server.post(
              "/v3/contacts/lists/20/contacts/add",
              "{\"emails\":[\"Ada@example.com\",\"nobody@example.com\"]}");
      assertThat(added.status()).isEqualTo(201);
      assertThat(added.json().at("/contacts/success").toString())
          .isEqualTo("[\"Ada@example.com\"]");
      assertThat(added.json().at("/contacts/failure").toString())
          .isEqualTo("[\"nobody@example.com\"]");
      assertThat(server.get("/v3/contacts/lists/20").json().path("uniqueSubscribers").asInt())
          .isEqualTo(1);
      assertThat(server.post("/v3/contacts/lists/20/contacts/remove", "{\"ids\":[1]}").status())
          .isEqualTo(201);
      assertThat(server.brevo.contact("ada@example.com").orElseThrow().lists()).isEmpty();

      assertThat(server.post("/v3/contacts/lists", "{\"name\":\"VIP\",\"folderId\":1}").json())
          .hasToString("{\"id\":23}");
      assertThat(server.get("/v3/contacts/lists?limit=1").json().path("lists").toString())
          .contains("\"name\":\"VIP\"");
    }
  }

  @Test
  void attributesAreMadeListedAndDeletedWithTheirValues() {
    try (var server =
        new BrevoServer(BrevoServer.options().contact(Existing.of("ada@example.com")).build())) {
      assertThat(
              server
                  .post("/v3/contacts/attributes/normal/total_spent", "{\"type\":\"float\"}")
                  .status())
          .isEqualTo(201);
      assertThat(server.get("/v3/contacts/attributes").json().path("attributes").toString())
          .contains("{\"name\":\"TOTAL_SPENT\",\"category\":\"normal\",\"type\":\"float\"}")
          .contains(
              "{\"name\":\"DOUBLE_OPT-IN\",\"category\":\"category\",\"enumeration\":"
                  + "[{\"value\":1,\"label\":\"Yes\"},{\"value\":2,\"label\":\"No\"}]}");
      server.put("/v3/contacts/1", "{\"attributes\":{\"TOTAL_SPENT\":5}}");

      server.send("DELETE", "/v3/contacts/attributes/normal/TOTAL_SPENT", "");

      assertThat(server.brevo.contact("ada@example.com").orElseThrow().attributes()).isEmpty();
    }
  }

  @Test
  void twoAccountsThatHoldTheSameHaveTheSameDump() {
    try (var server =
        new BrevoServer(
            BrevoServer.options()
                .contact(Existing.of("zoe@example.com"))
                .contact(Existing.blocklisted("ada@example.com"))
                .build())) {
      server.put("/v3/contacts/1", "{\"attributes\":{\"LASTNAME\":\"Z\",\"FIRSTNAME\":\"é\"}}");

      assertThat(server.get("/sandbox/brevo/contacts").response().body())
          .isEqualTo(
              """
              {"email":"ada@example.com","attributes":{},"listIds":[],"emailBlacklisted":true,"smsBlacklisted":true}
              {"email":"zoe@example.com","attributes":{"FIRSTNAME":"é","LASTNAME":"Z"},"listIds":[],"emailBlacklisted":false,"smsBlacklisted":false}
              """);
      assertThat(server.get("/sandbox/brevo/calls").json().toString())
          .isEqualTo("{\"PUT /contacts/{identifier}\":1}");
      assertThat(server.brevo.contactCalls()).isEqualTo(1);
      assertThat(server.brevo.writes().getFirst().path()).isEqualTo("/v3/contacts/1");
    }
  }
}
