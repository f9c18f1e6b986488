package io.tajo.stripe.brevo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each refusal has its type, says what to do, and names nobody. */
class BrevoFailureTest {
  private final FakeBrevo fake = new FakeBrevo();

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void aWrongKey() {
    BrevoFailure failure =
        refused(401, "unauthorized", "Key not found", BrevoFailure.InvalidCredentials.class);

    assertThat(failure)
        .hasMessageStartingWith("POST /contacts: 401 unauthorized (Key not found). ")
        .hasMessageContaining("put a valid API key")
        .hasMessageNotContaining("xkeysib-secret");
    assertThat(failure.possiblyRepeated()).isFalse();
  }

  @Test
  void anUnknownAddress() {
    assertThat(
            refused(
                401,
                "unauthorized",
                "We have detected you are using an unrecognised IP address 203.0.113.7. If you"
                    + " performed this action make sure to add the new IP address in this link:"
                    + " https://app.brevo.com/security/authorised_ips",
                BrevoFailure.UnknownAddress.class))
        .hasMessageContaining("calls come from, 203.0.113.7: authorise it");
    assertThat(
            refused(
                401,
                "unauthorized",
                "You are using an unrecognized IP address 2001:db8::17, add it",
                BrevoFailure.UnknownAddress.class))
        .hasMessageContaining("calls come from, 2001:db8::17: authorise it");
    assertThat(
            refused(
                401,
                "unauthorized",
                "an unrecognised IP address",
                BrevoFailure.UnknownAddress.class))
        .hasMessageContaining("calls come from: authorise it");
  }

  @Test
  void aKeyOrPlanThatDoesNotAllowIt() {
    assertThat(refused(403, "permission_denied", "No access", BrevoFailure.NotPermitted.class))
        .hasMessageContaining("give the key access")
        .hasMessageContaining("contacts:read contacts:write");
    refused(402, "not_enough_credits", "Upgrade", BrevoFailure.NotPermitted.class);
  }

  @Test
  void whatIsNotThere() {
    assertThat(refused(404, "document_not_found", "Nope", BrevoFailure.NotFound.class).status())
        .isEqualTo(404);
  }

  @Test
  void anInvalidValue() {
    BrevoFailure.Invalid failure =
        refused(400, "invalid_parameter", "Invalid phone number", BrevoFailure.Invalid.class);

    assertThat(failure.isPhoneInvalid()).isTrue();
    assertThat(failure.duplicates()).isEmpty();
    assertThat(failure.code()).isEqualTo("invalid_parameter");
    assertThat(failure.reason()).isEqualTo("Invalid phone number");
    assertThat(
            refused(400, "invalid_parameter", "email is not valid", BrevoFailure.Invalid.class)
                .isPhoneInvalid())
        .isFalse();
  }

  @Test
  void duplicatesAreReadFromTheMetadataWhateverTheCode() {
    fake.answers(
        400,
        """
        {"code": "invalid_parameter",
         "message": "Unable to update contact, email or SMS are already associated with ...",
         "metadata": {"duplicate_identifiers": ["email", "SMS"]}}
        """);

    BrevoFailure.Invalid failure = failure(BrevoFailure.Invalid.class);

    assertThat(failure.duplicates()).containsExactly("EMAIL", "SMS");
    assertThat(failure.duplicates("SMS")).isTrue();
    assertThat(failure.duplicates("WHATSAPP")).isFalse();
    assertThat(failure.isPhoneInvalid()).isFalse();
  }

  @Test
  void duplicatesAreReadFromTheMessageWhereThereIsNoMetadata() {
    String code = "duplicate_parameter";
    assertThat(
            refused(
                    400,
                    code,
                    "Unable to create contact, SMS is already associated with another Contact",
                    BrevoFailure.Invalid.class)
                .duplicates())
        .containsExactly("SMS");
    assertThat(
            refused(
                    400,
                    code,
                    "Unable to update contact, WHATSAPP or SMS or EXT_ID are already associated"
                        + " with another Contact",
                    BrevoFailure.Invalid.class)
                .duplicates())
        .containsExactly("EXT_ID", "SMS", "WHATSAPP");
    assertThat(refused(400, code, "Contact already exist", BrevoFailure.Invalid.class).duplicates())
        .containsExactly("EMAIL");
  }

  @Test
  void aBodyTooLargeIsNotSentAgain() {
    fake.answers(413, "<html>Request Entity Too Large</html>");

    assertThat(failure(BrevoFailure.TooLarge.class)).hasMessageContaining("fewer contacts");
    assertThat(fake.requests()).isEqualTo(1);
  }

  @Test
  void anythingElseInTheFourHundredsIsInvalid() {
    refused(405, "method_not_allowed", "No", BrevoFailure.Invalid.class);
    refused(422, "unprocessable_entity", "No", BrevoFailure.Invalid.class);
  }

  @Test
  void aRedirectIsNotFollowedWithTheKey() {
    fake.answers(FakeBrevo.json(302, "").setHeader("Location", "https://elsewhere.example/"));

    assertThat(failure(BrevoFailure.Unavailable.class)).hasMessageContaining("base URL");
    assertThat(fake.requests()).isEqualTo(1);
  }

  @Test
  void whateverBrevoWritesNobodyIsNamed() {
    BrevoFailure failure =
        refused(
            400,
            "invalid_parameter",
            "Contact <ada.l+x@example.com> (ada%40example.com) with +44 20 7946 0958 and"
                + " 0033612345678 and key xkeysib-abc123-Q\\n\\u0007 in list 20",
            BrevoFailure.Invalid.class);

    assertThat(failure.reason())
        .isEqualTo(
            "Contact <[e-mail]> ([e-mail]) with [number] and [number] and key [key] in list 20");
    assertThat(failure).hasMessageContaining(failure.reason());
  }

  @Test
  void aLongReasonIsCut() {
    assertThat(refused(400, "bad_request", "no ".repeat(500), BrevoFailure.Invalid.class).reason())
        .hasSize(301)
        .endsWith("…");
  }

  private <T extends BrevoFailure> T refused(
      int status, String code, String message, Class<T> type) {
    fake.answers(status, "{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}");
    return failure(type);
  }

  private <T extends BrevoFailure> T failure(Class<T> type) {
    T failure =
        catchThrowableOfType(
            type,
            () ->
                fake.brevo.create(new NewContact("ada@example.com", Map.of(), Set.of(), Set.of())));
    assertThat(failure).isNotNull().hasMessageNotContaining("ada@");
    return failure;
  }
}
