package io.tajo.stripe.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** The Brevo account that is written, and what may be done to it. */
@ValidationRule(
    value = "has(self.apiKey) != has(self.oauth)",
    message = "exactly one of apiKey and oauth must be given")
public record BrevoSpec(
    @JsonPropertyDescription("Brevo's API key (xkeysib-...). Either this or oauth.")
        @Nullable SecretRef apiKey,
    @JsonPropertyDescription("OAuth 2.0 client credentials. Either this or apiKey.")
        @Nullable OAuth oauth,
    @JsonPropertyDescription(
            "The Brevo lists that the connector keeps: ids of three different lists.")
        @Required
        Lists lists,
    @JsonPropertyDescription(
            "Create (the default): attributes that Brevo lacks are created; Require: they are left"
                + " out and reported.")
        @Nullable AttributePolicy attributes,
    @JsonPropertyDescription(
            "Before the attribute names of the default mapping, up to 50 of A-Z, 0-9 and _; nothing"
                + " without it.")
        @Pattern("^[A-Za-z0-9_]*$")
        @Size(max = 50)
        @Nullable String attributePrefix,
    @JsonPropertyDescription("What a customer of Stripe has agreed to.") @Required
        Consent consent) {

  /** Brevo's machine-to-machine credentials. */
  public record OAuth(
      @JsonPropertyDescription("The OAuth client's id.") @Required SecretRef clientId,
      @JsonPropertyDescription("The OAuth client's secret.") @Required SecretRef clientSecret) {}

  /** Ids of three different lists; the connector touches no other. */
  @ValidationRule(
      value = "!has(self.subscribers) || self.subscribers != self.allCustomers",
      message = "subscribers must be another list than allCustomers",
      fieldPath = ".subscribers")
  @ValidationRule(
      value = "!has(self.churned) || self.churned != self.allCustomers",
      message = "churned must be another list than allCustomers",
      fieldPath = ".churned")
  @ValidationRule(
      value = "!has(self.churned) || !has(self.subscribers) || self.churned != self.subscribers",
      message = "churned must be another list than subscribers",
      fieldPath = ".churned")
  public record Lists(
      @JsonPropertyDescription("Id of the list of every contact.") @Required @Min(1)
          Long allCustomers,
      @JsonPropertyDescription(
              "Id of the list of contacts with a subscription that is active, trialing or past due;"
                  + " no such list without it.")
          @Min(1)
          @Nullable Long subscribers,
      @JsonPropertyDescription(
              "Id of the list of contacts that had a subscription and have none now; no such list"
                  + " without it.")
          @Min(1)
          @Nullable Long churned) {}

  /** What becomes of an attribute that Brevo lacks. */
  public enum AttributePolicy {
    @JsonProperty("Create")
    CREATE,
    @JsonProperty("Require")
    REQUIRE
  }

  /** Consent to marketing e-mail. Nobody is ever un-blocklisted. */
  public record Consent(
      @JsonPropertyDescription(
              "Whether a contact that is new in Brevo may get marketing e-mail: Subscribed or"
                  + " Blocklisted. The choice is yours: there is no default.")
          @Required
          NewContacts newContacts,
      @JsonPropertyDescription(
              "A metadata key of Stripe's customers; where its value is a no (false, no, n, f, off,"
                  + " 0 or blank) the contact is blocklisted.")
          @Size(min = 1, max = 40)
          @Nullable String metadataKey) {}

  /** Whether new contacts may get marketing e-mail. */
  public enum NewContacts {
    @JsonProperty("Subscribed")
    SUBSCRIBED,
    @JsonProperty("Blocklisted")
    BLOCKLISTED
  }
}
