package io.tajo.stripe.brevo;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many contacts at once: what each call says to the letter, and what it makes of the answer. */
class BrevoBulkTest {
  private static final Set<Channel> BOTH = new TreeSet<>(Set.of(Channel.EMAIL, Channel.SMS));

  private final FakeBrevo fake = new FakeBrevo();
  private final Brevo brevo = fake.brevo;

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void manyAreUpdatedInOneCall() {
    fake.answers(204, "");

    BatchResult result =
        brevo.updateAll(
            List.of(
                update("a@example.com", attributes("A", "1")),
                new ContactUpdate(
                    "b@example.com", Map.of(), Set.of(20L), Set.of(21L), Set.of(Channel.SMS))));

    assertThat(result).isEqualTo(new BatchResult.Done());
    assertThat(fake.said())
        .isEqualTo(
            "POST /brevo/v3/contacts/batch {\"contacts\":["
                + "{\"attributes\":{\"A\":\"1\"},\"email\":\"a@example.com\"},"
                + "{\"listIds\":[20],\"unlinkListIds\":[21],\"smsBlacklisted\":true,"
                + "\"email\":\"b@example.com\"}]}");
  }

  @Test
  void aBatchTellsWhoWasLeftOut() {
    fake.answers(207, "{\"successIds\":[1],\"failureIds\":[2,3]}");
    fake.answers(207, "{\"successIds\":[1],\"failureIds\":[\"b@example.com\"]}");
    fake.answers(200, "{\"successIds\":[1,2],\"failureIds\":[]}");
    fake.answers(207, "{\"message\":\"some failed\"}");
    fake.answers(207, "{\"failureIds\":[{\"who\":\"knows\"}]}");
    List<ContactUpdate> updates = List.of(update("a@example.com", Map.of()));

    assertThat(brevo.updateAll(updates))
        .isEqualTo(new BatchResult.Partly(new TreeSet<>(), new TreeSet<>(List.of(2L, 3L))));
    assertThat(brevo.updateAll(updates))
        .isEqualTo(
            new BatchResult.Partly(new TreeSet<>(List.of("b@example.com")), new TreeSet<>()));
    assertThat(brevo.updateAll(updates)).isEqualTo(new BatchResult.Done());
    assertThat(brevo.updateAll(updates)).isEqualTo(new BatchResult.Unclear());
    assertThat(brevo.updateAll(updates)).isEqualTo(new BatchResult.Unclear());
  }

  /** https://github.com/sendinblue/APIv3-php-library/issues/257 */
  @Test
  void aBatchRefusedAsAWholeNamesTheSuspects() {
    fake.answers(
        404,
        "{\"code\":\"document_not_found\",\"message\":\"No contact found for indexes 1, 2,9\"}");
    fake.answers(400, "{\"code\":\"invalid_parameter\",\"message\":\"Invalid phone number\"}");
    List<ContactUpdate> updates =
        List.of(
            update("a@example.com", Map.of()),
            update("b@example.com", Map.of()),
            update("c@example.com", Map.of()));

    BatchResult.Refused missing = (BatchResult.Refused) brevo.updateAll(updates);
    BatchResult.Refused invalid = (BatchResult.Refused) brevo.updateAll(updates);

    assertThat(missing.suspects()).containsExactly("b@example.com", "c@example.com");
    assertThat(missing.why()).isInstanceOf(BrevoFailure.NotFound.class);
    assertThat(invalid.suspects()).isEmpty();
    assertThat(invalid.why()).isInstanceOf(BrevoFailure.Invalid.class);
  }

  @Test
  void anImportOnlyCreates() {
    fake.answers(202, "{\"processId\":78}");
    ImportBody body = new ImportBody(Set.of(20L), BOTH, ImportBody.MAX_BYTES);
    body.add(new ImportRow("a@example.com", attributes("FIRSTNAME", "Ada")));
    body.add(new ImportRow("b@example.com", Map.of()));

    assertThat(brevo.importContacts(body)).isEqualTo(78);
    RecordedRequest request = fake.request();
    assertThat(FakeBrevo.said(request))
        .isEqualTo(
            "POST /brevo/v3/contacts/import {\"listIds\":[20],\"emailBlacklist\":true,"
                + "\"smsBlacklist\":true,\"updateExistingContacts\":false,"
                + "\"emptyContactsAttributes\":false,\"disableNotification\":true,\"jsonBody\":["
                + "{\"email\":\"a@example.com\",\"attributes\":{\"FIRSTNAME\":\"Ada\"}},"
                + "{\"email\":\"b@example.com\"}]}");
    assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/json");
    assertThat(request.getHeaders().get("Content-Length"))
        .isEqualTo(Long.toString(request.getBodySize()));
  }

  @Test
  void aProcessIsWhereBrevoSaysItIs() {
    fake.answers(200, "{\"id\":78,\"status\":\"queued\",\"name\":\"IMPORTUSER\"}");
    fake.answers(200, "{\"id\":78,\"status\":\"processing\",\"info\":null}");
    fake.answers(200, "{\"id\":78,\"status\":\"dreaming\",\"info\":[]}");
    fake.answers(
        200,
        """
        {"id": 78, "status": "completed", "info": {"import":
          {"invalid_emails": 2, "duplicate_phone_id": 0, "duplicate_email_id": "https://x/y.csv",
           "duplicate_ext_id": null}}}
        """);
    fake.answers(200, "{\"status\":\"failed\",\"info\":{\"import\":\"x\"}}");
    fake.answers(200, "{\"status\":\"cancelled\"}");
    fake.answers(200, "{\"status\":\"COMPLETED\"}");

    assertThat(brevo.process(78).status()).isEqualTo(ImportState.Status.QUEUED);
    assertThat(brevo.process(78).status()).isEqualTo(ImportState.Status.RUNNING);
    assertThat(brevo.process(78).status()).isEqualTo(ImportState.Status.RUNNING);
    ImportState done = brevo.process(78);
    assertThat(done.status().isFinal()).isTrue();
    assertThat(done.counts()).containsExactly(entry("invalid_emails", 2L));
    assertThat(brevo.process(78).status()).isEqualTo(ImportState.Status.FAILED);
    assertThat(brevo.process(78).status()).isEqualTo(ImportState.Status.CANCELLED);
    assertThat(brevo.process(78).status()).isEqualTo(ImportState.Status.COMPLETED);
    assertThat(fake.said()).isEqualTo("GET /brevo/v3/processes/78");
  }

  private static ContactUpdate update(String email, Map<String, JsonNode> attributes) {
    return new ContactUpdate(email, attributes, Set.of(), Set.of(), Set.of());
  }

  private static SortedMap<String, JsonNode> attributes(String name, String value) {
    return new TreeMap<>(Map.of(name, TextNode.valueOf(value)));
  }
}
