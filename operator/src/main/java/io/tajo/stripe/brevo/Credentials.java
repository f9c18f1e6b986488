package io.tajo.stripe.brevo;

/** What proves to Brevo who calls. No secret ever shows in {@code toString}. */
public sealed interface Credentials {
  /** A static API key, sent as {@code api-key}; white space around it is dropped. */
  record ApiKey(String key) implements Credentials {
    /** Checks that the key can be a header's value. */
    public ApiKey {
      key = checked("API key", key);
    }

    @Override
    public String toString() {
      return "ApiKey[hidden]";
    }
  }

  /**
   * A machine-to-machine app (https://developers.brevo.com/docs/oauth-m2m-authentication): traded
   * for bearer tokens that live about an hour.
   */
  record OAuth(String clientId, String clientSecret) implements Credentials {
    /** Checks that both are there. */
    public OAuth {
      clientId = checked("OAuth client id", clientId);
      clientSecret = checked("OAuth client secret", clientSecret);
    }

    @Override
    public String toString() {
      return "OAuth[hidden]";
    }
  }

  private static String checked(String what, String value) {
    String stripped = value.strip();
    if (stripped.isEmpty() || !stripped.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException(
          "The Brevo " + what + " is empty or has characters that none has: copy it again.");
    }
    return stripped;
  }
}
