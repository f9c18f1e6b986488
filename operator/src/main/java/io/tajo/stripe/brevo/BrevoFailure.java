package io.tajo.stripe.brevo;

import java.util.Locale;
import java.util.SortedSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A call that Brevo refused or did not answer. The message says what to do next; it carries no key
 * and no e-mail address or phone number.
 */
public abstract sealed class BrevoFailure extends RuntimeException {
  private final transient Refusal refusal;

  private BrevoFailure(Refusal refusal, String advice, @Nullable Throwable cause) {
    super(refusal.summary() + ". " + advice, cause);
    this.refusal = refusal;
  }

  private BrevoFailure(Refusal refusal, String advice) {
    this(refusal, advice, null);
  }

  /** The last answer's HTTP status; 0 where none came. */
  public int status() {
    return refusal.status();
  }

  /** Brevo's code, an open set; empty where it gave none. */
  public String code() {
    return refusal.code();
  }

  /** Brevo's words, without a person's data; empty where it gave none. */
  public String reason() {
    return refusal.reason();
  }

  /**
   * Whether an attempt's answer was lost, so that Brevo may have done what was asked all the same:
   * a create that ends in a duplicate then most likely made that contact itself.
   */
  public boolean possiblyRepeated() {
    return refusal.possiblyRepeated();
  }

  Refusal refusal() {
    return refusal;
  }

  /** 401: the API key, or the OAuth client, is wrong, expired or deactivated. */
  public static final class InvalidCredentials extends BrevoFailure {
    InvalidCredentials(Refusal refusal) {
      super(
          refusal,
          "Brevo does not accept the credentials: put a valid API key (Brevo: Settings > SMTP & API >"
              + " API keys), or a valid OAuth client id and secret, into the Secret.");
    }
  }

  /** 401: the key is kept to certain IP addresses, and calls come from another. */
  public static final class UnknownAddress extends BrevoFailure {
    UnknownAddress(Refusal refusal) {
      super(
          refusal,
          "Brevo blocks the IP address that calls come from"
              + (refusal.address().isEmpty() ? "" : ", " + refusal.address())
              + ": authorise it at https://app.brevo.com/security/authorised_ips, where the blocking"
              + " can also be switched off.");
    }
  }

  /** 402, 403: the key, the OAuth app's scopes or the plan do not allow the call. */
  public static final class NotPermitted extends BrevoFailure {
    NotPermitted(Refusal refusal) {
      super(
          refusal,
          "Brevo does not allow this: give the key access to the account, its contacts and its events (an OAuth"
              + " app: the scopes \""
              + Tokens.SCOPES
              + "\"), and check that the plan includes it.");
    }
  }

  /** 404: there is no such contact, list or process, or no Brevo at the base. */
  public static final class NotFound extends BrevoFailure {
    NotFound(Refusal refusal) {
      super(refusal, "Check that it exists in this Brevo account, and the API's base URL.");
    }
  }

  /**
   * An event, or a batch of events, that must not be sent twice went out, and no answer that can be
   * understood came back: Brevo may have taken it.
   */
  public static final class InDoubt extends BrevoFailure {
    InDoubt(Refusal refusal, @Nullable Throwable cause) {
      super(
          refusal,
          "Brevo may have taken it although its answer is lost: it is looked up among the account's"
              + " events, and sent again only where it is not found.",
          cause);
    }
  }

  /** 400 and the like: Brevo refuses what was sent; sending it again is no use. */
  public static final class Invalid extends BrevoFailure {
    private static final Pattern PHONE =
        Pattern.compile(
            "(?i)\\binvalid\\b.*\\b(phone|sms|whatsapp|landline)|\\bphone.*\\b(invalid|not valid)\\b");

    Invalid(Refusal refusal) {
      super(refusal, "Brevo refuses the values: correct those that it names.");
    }

    /**
     * Attributes whose value another contact holds, in upper case: EMAIL, SMS, WHATSAPP, EXT_ID, …
     * By the answer's metadata, else its message; its code says nothing sure.
     */
    public SortedSet<String> duplicates() {
      return refusal().duplicates();
    }

    /** Whether Brevo takes the address for none. */
    boolean concernsAddress() {
      return refusal().status() == 400
          && (refusal().code().equals("invalid_parameter")
              || refusal().reason().toLowerCase(Locale.ROOT).contains("email"));
    }

    /** Whether another contact holds the value of this attribute (upper case). */
    public boolean duplicates(String attribute) {
      return duplicates().contains(attribute);
    }

    /** Whether a phone number is what Brevo refuses; it does not say of which attribute. */
    public boolean isPhoneInvalid() {
      return duplicates().isEmpty() && PHONE.matcher(reason()).find();
    }
  }

  /** 425: Brevo still works on the account or the contact. */
  public static final class TooEarly extends BrevoFailure {
    TooEarly(Refusal refusal) {
      super(refusal, "Brevo is still busy with this account: try again in some minutes.");
    }
  }

  /** 413: the body is larger than Brevo takes. */
  public static final class TooLarge extends BrevoFailure {
    TooLarge(Refusal refusal) {
      super(refusal, "Send fewer contacts at a time.");
    }
  }

  /** 429 although the limit was kept and waited for: something else uses it up. */
  public static final class RateLimited extends BrevoFailure {
    RateLimited(Refusal refusal, int attempts) {
      super(
          refusal,
          "Brevo's rate limit was used up in each of "
              + attempts
              + " attempts: find out what else calls this Brevo account, and run this again later.");
    }
  }

  /** No answer, 5xx, or none that can be read, in all attempts. */
  public static final class Unavailable extends BrevoFailure {
    Unavailable(Refusal refusal, int attempts, @Nullable Throwable cause) {
      super(
          refusal,
          "No usable answer in "
              + attempts
              + " attempts"
              + (cause == null ? "" : ", at last " + cause.getClass().getSimpleName())
              + ": check the network, the API's base URL and https://status.brevo.com, and run this"
              + " again.",
          cause);
    }
  }
}
