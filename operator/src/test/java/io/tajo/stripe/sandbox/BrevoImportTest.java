package io.tajo.stripe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tajo.stripe.sandbox.BrevoOptions.Existing;
import io.tajo.stripe.sandbox.BrevoSandbox.ImportOutcome;
import io.tajo.stripe.sandbox.BrevoServer.Answer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Imports: accepted now, written later, told of in numbers or not at all. */
class BrevoImportTest {
  private static final Duration DELAY = Duration.ofSeconds(30);
  private static final String ROWS =
      """
      "jsonBody":[
        {"email":"New@example.com","attributes":{"FIRSTNAME":"Neo","SMS":"+33612345678","NOWHERE":1}},
        {"email":"not an address","attributes":{}},
        {"email":"clash@example.com","attributes":{"FIRSTNAME":"Cleo","SMS":"+33612345678"}},
        {"email":"badphone@example.com","attributes":{"SMS":"0612345678"}},
        {"email":"old@example.com","attributes":{"FIRSTNAME":"","LASTNAME":"Young"}}]
      """;

  private static BrevoOptions.Builder options() {
    return BrevoServer.options()
        .importDelay(DELAY)
        .contact(Existing.blocklisted("old@example.com"));
  }

  private static BrevoServer started(BrevoOptions options) {
    BrevoServer server = new BrevoServer(options);
    server.put("/v3/contacts/1", "{\"attributes\":{\"FIRSTNAME\":\"Olga\"}}");
    return server;
  }

  private static Answer start(BrevoServer server, String members) {
    return server.post("/v3/contacts/import", "{\"listIds\":[20]," + members + ROWS + "}");
  }

  private static String status(BrevoServer server) {
    return server.get("/v3/processes/1").json().path("status").asText();
  }

  @Test
  void nothingIsWrittenBeforeItsTime() {
    try (BrevoServer server = started(options().build())) {
      Answer accepted = start(server, "");
      assertThat(accepted.status()).isEqualTo(202);
      assertThat(accepted.json().toString()).isEqualTo("{\"processId\":1}");
      assertThat(status(server)).isEqualTo("queued");
      server.pass(DELAY.dividedBy(2));
      assertThat(status(server)).isEqualTo("processing");
      assertThat(server.brevo.size()).isEqualTo(1);
      server.pass(DELAY.dividedBy(2));
      assertThat(server.brevo.size()).isEqualTo(3);
      assertThat(status(server)).isEqualTo("completed");
    }
  }

  @Test
  void badRowsAndValuesAreLeftOutAndCounted() {
    try (BrevoServer server = started(options().quirks(BrevoQuirk.IMPORT_INFO_COUNTS).build())) {
      start(server, "");
      server.pass(DELAY);

      StoredContact created = server.brevo.contact("new@example.com").orElseThrow();
      assertThat(created.attributes().keySet()).containsExactly("FIRSTNAME", "SMS");
      assertThat(created.lists()).containsExactly(20L);
      assertThat(server.brevo.contact("clash@example.com")).isEmpty();
      assertThat(server.brevo.contact("badphone@example.com").orElseThrow().attributes()).isEmpty();
      assertThat(server.get("/v3/processes/1").json().at("/info/import").toString())
          .isEqualTo(
              "{\"invalid_emails\":1,\"duplicate_contact_id\":0,\"duplicate_email_id\":0,"
                  + "\"duplicate_phone_id\":1,\"duplicate_whatsapp_id\":0,"
                  + "\"duplicate_landline_number_id\":0,\"duplicate_ext_id\":0}");
    }
  }

  @Test
  void onlyTheNumberIsLeftOutWhereTheAccountIsSo() {
    try (BrevoServer server =
        started(options().quirks(BrevoQuirk.IMPORT_DROPS_NUMBER_ONLY).build())) {
      start(server, "");
      server.pass(DELAY);

      assertThat(server.brevo.contact("clash@example.com").orElseThrow().attributes().keySet())
          .containsExactly("FIRSTNAME");
      assertThat(
              server.get("/v3/processes").json().at("/processes/0/info/import/duplicate_phone_id"))
          .hasToString("\"https://sandbox.invalid/imports/1/duplicate_phone_id.csv\"");
    }
  }

  @ParameterizedTest(name = "updateExistingContacts {0}, emptyContactsAttributes {1}")
  @CsvSource({
    ", , Olga, Young, false", // updating is the default, and resubscribes
    "true, true, , Young, false",
    "false, true, Olga, , true"
  })
  void existingContactsAreOverwrittenUnlessToldOtherwise(
      String update, String empty, String first, String last, boolean blocklisted) {
    try (BrevoServer server = started(options().build())) {
      String flags = update == null ? "" : "\"updateExistingContacts\":" + update + ",";
      start(server, empty == null ? flags : flags + "\"emptyContactsAttributes\":" + empty + ",");
      server.pass(DELAY);

      StoredContact old = server.brevo.contact("old@example.com").orElseThrow();
      assertThat(text(old, "FIRSTNAME")).isEqualTo(first);
      assertThat(text(old, "LASTNAME")).isEqualTo(last);
      assertThat(old.emailBlacklisted()).isEqualTo(blocklisted);
      assertThat(old.smsBlacklisted()).isEqualTo(blocklisted);
    }
  }

  private static String text(StoredContact contact, String name) {
    var value = contact.attributes().get(name);
    return value == null ? null : value.asText();
  }

  @Test
  void flagsCoverEveryRow() {
    try (BrevoServer server = started(options().build())) {
      start(server, "\"emailBlacklist\":true,\"updateExistingContacts\":false,");
      server.pass(DELAY);

      StoredContact created = server.brevo.contact("new@example.com").orElseThrow();
      assertThat(created.emailBlacklisted()).isTrue();
      assertThat(created.smsBlacklisted()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"FAILED, failed, 1", "CANCELLED, cancelled, 1", "STUCK, processing, 1"})
  void anImportCanEndBadly(ImportOutcome outcome, String status, int contacts) {
    try (BrevoServer server = started(options().build())) {
      server.brevo.imports(outcome);
      start(server, "");
      server.pass(DELAY);

      assertThat(status(server)).isEqualTo(status);
      assertThat(server.brevo.size()).isEqualTo(contacts);
    }
  }

  @Test
  void aFailedImportCanHaveWrittenSomeRows() {
    try (BrevoServer server = new BrevoServer(BrevoServer.options().build())) {
      server.brevo.imports(ImportOutcome.FAILED_HALFWAY);
      StringBuilder rows = new StringBuilder("{\"listIds\":[20],\"jsonBody\":[");
      for (int i = 0; i < 1000; i++) {
        rows.append(i == 0 ? "" : ",").append("{\"email\":\"c%d@example.com\"}".formatted(i));
      }
      server.post("/v3/contacts/import", rows.append("]}").toString());

      assertThat(status(server)).isEqualTo("failed");
      assertThat(server.brevo.size()).isBetween(300, 700);
    }
  }

  @Test
  void tenMegabytesIsTheMost() {
    try (BrevoServer server = new BrevoServer(BrevoServer.options().build())) {
      Answer answer = server.post("/v3/contacts/import", " ".repeat(10_000_001));

      assertThat(answer.status()).isEqualTo(413);
    }
  }
}
