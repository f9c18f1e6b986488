package io.tajo.stripe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tajo.stripe.sandbox.BrevoAttribute.ValueType;
import io.tajo.stripe.sandbox.BrevoOptions.Existing;
import io.tajo.stripe.sandbox.BrevoServer.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the simulated Brevo refuses, and what it drops without a word. */
class BrevoStrictnessTest {
  private final BrevoServer server =
      new BrevoServer(
          BrevoServer.options()
              .contact(Existing.of("ada@example.com"))
              .contact(Existing.of("bob@example.com"))
              .attribute(BrevoAttribute.normal("TOTAL", ValueType.FLOAT))
              .attribute(BrevoAttribute.normal("SINCE", ValueType.DATE))
              .attribute(BrevoAttribute.normal("LATE", ValueType.BOOLEAN))
              .attribute(BrevoAttribute.category("TIER", List.of("Gold", "Silver")))
              .attribute(BrevoAttribute.multipleChoice("TOPICS", List.of("News", "Offers")))
              .refusedEmails("refused@example.com"::equals)
              .build());

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest(name = "{0} {1} {2}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET    | /v3/contacts?limit=1001         |                                             | 400 | out_of_range        | Limit exceeds max value 1000
          GET    | /v3/contacts?limit=ten          |                                             | 400 | invalid_parameter   | limit should be an integer
          GET    | /v3/contacts?modifiedSince=2026-11-23T10:00:00+01:00 |                        | 400 | invalid_parameter   | modifiedSince is not a valid UTC date-time
          GET    | /v3/contacts/nobody@example.com |                                             | 404 | document_not_found  | Contact does not exist
          GET    | /v3/contacts/not-an-address     |                                             | 400 | invalid_parameter   | Invalid email address
          GET    | /v3/contacts/99                 |                                             | 404 | document_not_found  | Contact does not exist
          GET    | /v3/contacts/1?identifierType=x |                                             | 400 | invalid_parameter   | Invalid identifierType
          GET    | /v3/contacts/ada%40example.com?identifierType=contact_id |                    | 400 | invalid_parameter   | Invalid id
          GET    | /v3/nothing                     |                                             | 404 | not_found           | No such endpoint in the sandbox
          PATCH  | /v3/contacts/1                  |                                             | 405 | method_not_allowed  | Method not allowed
          POST   | /v3/contacts                    |                                             | 400 | missing_parameter   | No inputs in the body
          POST   | /v3/contacts                    | {"email":                                   | 400 | bad_request         | Input must be a valid JSON object
          POST   | /v3/contacts                    | []                                          | 400 | bad_request         | Input must be a valid JSON object
          POST   | /v3/contacts                    | {}                                          | 400 | missing_parameter   | Please provide Email or SMS attribute value to create user
          POST   | /v3/contacts                    | {"email":"ada@example.com"}                 | 400 | duplicate_parameter | Unable to create contact, email is already associated with another Contact
          POST   | /v3/contacts                    | {"email":"a b@example.com"}                 | 400 | invalid_parameter   | Invalid email address
          POST   | /v3/contacts                    | {"email":"a\\ud800@example.com"}            | 400 | invalid_parameter   | Invalid email address
          POST   | /v3/contacts                    | {"email":"refused@example.com"}             | 400 | invalid_parameter   | Invalid email address
          POST   | /v3/contacts                    | {"email":"c@example.com","listIds":[999]}   | 400 | invalid_parameter   | List ID does not exist
          POST   | /v3/contacts                    | {"email":"c@example.com","listIds":["20"]}  | 400 | invalid_parameter   | listIds should be an array of integers
          POST   | /v3/contacts                    | {"email":"c@example.com","emailBlacklisted":"true"} | 400 | invalid_parameter | emailBlacklisted should be a boolean
          POST   | /v3/contacts                    | {"email":"c@example.com","attributes":{"SMS":"0612345678"}}    | 400 | invalid_parameter | Invalid phone number
          POST   | /v3/contacts                    | {"email":"c@example.com","attributes":{"SMS":"+99912345678"}}  | 400 | invalid_parameter | Invalid phone number
          POST   | /v3/contacts                    | {"email":"c@example.com","attributes":{"WHATSAPP":"+1 202 555 0100"}} | 400 | invalid_parameter | Invalid phone number
          PUT    | /v3/contacts/nobody@example.com | {}                                          | 404 | document_not_found  | Contact does not exist
          PUT    | /v3/contacts/1                  | {"attributes":{"EMAIL":"bob@example.com"}}  | 400 | invalid_parameter   | Unable to update contact, email is already associated with another Contact
          PUT    | /v3/contacts/1                  | {"forceMerge":true}                         | 501 | not_implemented     | The sandbox does not simulate forceMerge
          DELETE | /v3/contacts/nobody@example.com |                                             | 404 | document_not_found  | Contact does not exist
          POST   | /v3/contacts/batch              | {"contacts":[]}                             | 400 | missing_parameter   | contacts is missing
          POST   | /v3/contacts/batch              | {"contacts":[{"email":"ada@example.com","id":1}]} | 400 | invalid_parameter | Each contact needs exactly one of email, id and sms
          POST   | /v3/contacts/batch              | {"contacts":[{"ext_id":"x"}]}               | 400 | invalid_parameter   | Each contact needs exactly one of email, id and sms
          POST   | /v3/contacts/batch              | {"contacts":[{"id":1},{"id":8},{"id":9}]}   | 404 | document_not_found  | No contact found for indexes 1,2
          GET    | /v3/contacts/lists/999          |                                             | 404 | document_not_found  | List ID does not exist
          GET    | /v3/contacts/lists?limit=51     |                                             | 400 | out_of_range        | Limit exceeds max value 50
          GET    | /v3/contacts/lists/20/contacts?limit=501 |                                    | 400 | out_of_range        | Limit exceeds max value 500
          POST   | /v3/contacts/lists              | {"name":"VIP"}                              | 400 | missing_parameter   | folderId is missing
          POST   | /v3/contacts/lists/20/contacts/add    | {"emails":["nobody@example.com"]}     | 400 | invalid_parameter   | Contact already in list and/or does not exist
          POST   | /v3/contacts/lists/20/contacts/remove | {"emails":["ada@example.com"]}        | 400 | invalid_parameter   | Contact already removed from list and/or does not exist
          POST   | /v3/contacts/lists/20/contacts/add    | {"emails":[]}                         | 400 | invalid_parameter   | Between 1 and 150 contacts can be passed
          POST   | /v3/contacts/attributes/normal/SINCE  | {"type":"date"}                       | 400 | invalid_parameter   | Attribute name must be unique
          POST   | /v3/contacts/attributes/normal/A%20B  | {"type":"text"}                       | 400 | invalid_parameter   | Invalid attribute name
          POST   | /v3/contacts/attributes/normal/NEW    | {"type":"money"}                      | 400 | invalid_parameter   | Invalid attribute type
          POST   | /v3/contacts/attributes/normal/NEW    | {"type":"id"}                         | 400 | invalid_parameter   | Invalid attribute type for its category
          POST   | /v3/contacts/attributes/odd/NEW       | {"type":"text"}                       | 400 | invalid_parameter   | Invalid attribute category
          PUT    | /v3/contacts/attributes/normal/SINCE  | {"type":"text"}                       | 400 | invalid_parameter   | The type of an attribute cannot be changed
          DELETE | /v3/contacts/attributes/normal/NONE   |                                       | 404 | document_not_found  | Attribute not found
          POST   | /v3/contacts/import             | {"jsonBody":[{"email":"c@example.com"}]}    | 400 | missing_parameter   | listIds or newList is mandatory
          POST   | /v3/contacts/import             | {"listIds":[20]}                            | 400 | missing_parameter   | Exactly one of fileUrl, fileBody and jsonBody is needed
          POST   | /v3/contacts/import             | {"listIds":[999],"jsonBody":[{"email":"c@example.com"}]} | 400 | invalid_parameter | List ID does not exist
          GET    | /v3/processes/1                 |                                             | 404 | document_not_found  | Process ID not found
          GET    | /v3/processes?limit=51          |                                             | 400 | out_of_range        | Limit exceeds max value 50
          POST   | /v3/events                      | {"event_name":"a b","identifiers":{"email_id":"ada@example.com"}} | 400 | invalid_parameter | event_name has up to 255 letters, digits, - and _
          POST   | /v3/events                      | {"event_name":"paid","identifiers":{}}      | 400 | missing_parameter   | At least one identifier is required
          GET    | /v3/events?startDate=2026-11-01 |                                             | 400 | invalid_parameter   | startDate and endDate come together
          """)
  void refuses(String method, String path, String body, int status, String code, String message) {
    Answer answer = server.send(method, path, body == null ? "" : body);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().path("code").asText()).isEqualTo(code);
    assertThat(answer.json().path("message").asText()).isEqualTo(message);
    assertThat(server.brevo.size()).isEqualTo(2);
  }

  @ParameterizedTest(name = "{0}: {1} is stored as {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          FIRSTNAME | "Ada"                  | "Ada"
          FIRSTNAME | "a\\ud800"              | "a\ufffd"
          FIRSTNAME | "\\ud83d\\ude00"        | "\ud83d\ude00"
          FIRSTNAME | 12                     |
          firstname | "Ada"                  |
          UNKNOWN   | "x"                    |
          BLACKLIST | 1                      |
          TOTAL     | 12.50                  | 12.5
          TOTAL     | 100                    | 100
          TOTAL     | 1e2                    | 100
          TOTAL     | 9223372036854775807.25 | 9223372036854775807.25
          TOTAL     | "12.50"                |
          TOTAL     | 1e400                  |
          SINCE     | "2026-02-28"           | "2026-02-28"
          SINCE     | "2026-02-28T10:00:00Z" | "2026-02-28"
          SINCE     | "2026-02-30"           |
          SINCE     | "28/02/2026"           |
          LATE      | true                   | true
          LATE      | "true"                 |
          TIER      | "Silver"               | 2
          TIER      | 1                      | 1
          TIER      | "Bronze"               |
          TOPICS    | ["News","Offers"]      | ["News","Offers"]
          TOPICS    | ["News","Cats"]        |
          TOPICS    | "News"                 |
          SMS       | "+33612345678"         | "33612345678"
          SMS       | "0033612345678"        | "33612345678"
          SMS       | "33612345678"          | "33612345678"
          """)
  void keepsOnlyValuesOfTheRightType(String name, String value, String stored) {
    Answer answer =
        server.put("/v3/contacts/1", "{\"attributes\":{\"%s\":%s}}".formatted(name, value));

    assertThat(answer.status()).isEqualTo(204);
    var kept = server.get("/v3/contacts/1").json().path("attributes");
    assertThat(kept.toString()).isEqualTo(stored == null ? "{}" : keyed(name, stored));
  }

  private static String keyed(String name, String value) {
    return "{\"%s\":%s}".formatted(name, value);
  }

  @Test
  void anEmptyTextClearsAnAttributeAndNullDoesNot() {
    server.put("/v3/contacts/1", "{\"attributes\":{\"TOTAL\":5,\"FIRSTNAME\":\"Ada\"}}");
    server.put("/v3/contacts/1", "{\"attributes\":{\"TOTAL\":\"\",\"FIRSTNAME\":null}}");

    assertThat(server.get("/v3/contacts/1").json().path("attributes").toString())
        .isEqualTo("{\"FIRSTNAME\":\"Ada\"}");
  }

  @Test
  void aTransactionalAttributeNeedsOneOfTypeId() {
    server.post("/v3/contacts/attributes/transactional/ORDER_PRICE", "{\"type\":\"float\"}");

    Answer answer = server.put("/v3/contacts/1", "{\"attributes\":{\"ORDER_PRICE\":1}}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("message").asText())
        .isEqualTo("Transactional attribute as primary Key is missing");
  }

  @Test
  void aNumberBelongsToOneContact() {
    server.put("/v3/contacts/1", "{\"attributes\":{\"SMS\":\"+33612345678\"}}");

    Answer update = server.put("/v3/contacts/2", "{\"attributes\":{\"SMS\":\"0033612345678\"}}");
    Answer create =
        server.post(
            "/v3/contacts",
            "{\"email\":\"c@example.com\",\"attributes\":{\"SMS\":\"33612345678\"}}");

    assertThat(update.json().toString())
        .isEqualTo(
            "{\"code\":\"invalid_parameter\",\"message\":\"Unable to update contact, SMS is already"
                + " associated with another Contact\",\"metadata\":{\"duplicate_identifiers\":[\"SMS\"]}}");
    assertThat(create.json().path("code").asText()).isEqualTo("duplicate_parameter");
    assertThat(create.json().path("message").asText())
        .isEqualTo("Unable to create contact, SMS is already associated with another Contact");
  }

  @Test
  void aNumberThatWasGivenUpIsFreeAgain() {
    server.put("/v3/contacts/1", "{\"attributes\":{\"SMS\":\"+33612345678\"}}");
    server.put("/v3/contacts/1", "{\"attributes\":{\"SMS\":\"\"}}");

    assertThat(server.put("/v3/contacts/2", "{\"attributes\":{\"SMS\":\"+33612345678\"}}").status())
        .isEqualTo(204);
    assertThat(server.get("/v3/contacts/33612345678?identifierType=phone_id").json().path("email"))
        .hasToString("\"bob@example.com\"");
  }

  @Test
  void whatIsNotSimulatedIsNotAnsweredWrongly() {
    Answer answer =
        server.post("/v3/contacts/import", "{\"listIds\":[20],\"fileBody\":\"EMAIL\\na@b.co\"}");

    assertThat(answer.status()).isEqualTo(501);
  }
}
