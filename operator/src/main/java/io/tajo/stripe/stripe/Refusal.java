package io.tajo.stripe.stripe;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The error object of an answer that is not 2xx (https://docs.stripe.com/api/errors).
 *
 * @param words Stripe's message on one line, without keys; empty: none
 */
record Refusal(int status, @Nullable String code, @Nullable String param, String words) {
  private static final Pattern KEY = Pattern.compile("\\b(?:sk|rk|pk|mk)_[\\w*.]+");
  private static final Pattern PERMISSION = Pattern.compile("\\brak_(\\w+)|\\('(\\w+)'\\)");
  private static final int MOST_WORDS = 300;

  /**
   * Reads an answer; empty where it is not one of Stripe's. A 404 without Stripe's words is a
   * gateway's: it must not pass for an object that is gone.
   */
  static Optional<Refusal> read(int status, String body) {
    if (body.isBlank() && status != 404) {
      return Optional.of(new Refusal(status, null, null, ""));
    }
    try {
      JsonElement json = JsonParser.parseString(body);
      return json.isJsonObject() && json.getAsJsonObject().get("error") instanceof JsonObject error
          ? Optional.of(
              new Refusal(status, text(error, "code"), text(error, "param"), words(error)))
          : Optional.empty();
    } catch (JsonParseException notStripe) {
      return Optional.empty();
    }
  }

  /**
   * What it means for somebody who has to act on it.
   *
   * @param endpoint what was asked for
   */
  StripeFailure failure(Endpoint endpoint, @Nullable String account) {
    if (says("similar object exists in")) {
      return new StripeFailure.WrongMode(
          "The Stripe key is of the other mode than the objects it asks for"
              + quoted()
              + ". Use a live key for a live account's data and a test key for a sandbox's.");
    }
    if ((status == 401 || status == 403) && deniesAccount()) {
      return new StripeFailure.UnknownAccount(
          "Stripe does not let this key act for the account "
              + account
              + ": check spec.stripe.account, and that the account is still connected to your"
              + " platform.");
    }
    return switch (status) {
      case 401 -> unauthorised();
      case 403 -> forbidden(endpoint);
      case 404 ->
          new StripeFailure.NotFound(
              param,
              "Stripe has nothing at "
                  + endpoint.name()
                  + quoted()
                  + ". If every request fails so, check STRIPE_API_BASE.");
      default ->
          new StripeFailure.Rejected(
              param,
              "Stripe refused the request to "
                  + endpoint.name()
                  + " (status "
                  + status
                  + ")"
                  + quoted()
                  + ". Check STRIPE_API_BASE and whether this version of the connector is current.");
    };
  }

  boolean says(String part) {
    return words.toLowerCase(Locale.ROOT).contains(part);
  }

  private boolean deniesAccount() {
    return "account_invalid".equals(code) || says("does not have access to account");
  }

  private StripeFailure unauthorised() {
    if ("api_key_expired".equals(code) || says("expired api key")) {
      return new StripeFailure.ExpiredKey(
          "The Stripe key has expired: make a new one in the Stripe Dashboard (Developers, API"
              + " keys) and put it into the Secret that spec.stripe.secretKey names.");
    }
    return new StripeFailure.InvalidKey(
        "Stripe does not know the key: check the Secret that spec.stripe.secretKey names against"
            + " the Stripe Dashboard (Developers, API keys).");
  }

  private StripeFailure forbidden(Endpoint endpoint) {
    Matcher named = PERMISSION.matcher(words);
    boolean isNamed = named.find();
    String verb = endpoint.writes() ? "write to " : "read ";
    if (!isNamed && code == null && !words.isEmpty() && !says("permission")) {
      return new StripeFailure.Rejected(
          param, "Stripe forbids this key to " + verb + endpoint.path() + quoted() + ".");
    }
    String permission =
        isNamed
            ? Optional.ofNullable(named.group(1)).orElseGet(() -> named.group(2))
            : endpoint.permission();
    return new StripeFailure.PermissionMissing(
        permission,
        "The Stripe key may not "
            + verb
            + endpoint.path()
            + ": give it the permission "
            + permission
            + " in the Stripe Dashboard (Developers, API keys, edit the restricted key).");
  }

  private String quoted() {
    return words.isEmpty() ? "" : " (\"" + words + "\")";
  }

  private static @Nullable String text(JsonObject error, String name) {
    JsonElement value = error.get(name);
    return value != null && value.isJsonPrimitive() ? value.getAsString() : null;
  }

  private static String words(JsonObject error) {
    String message = text(error, "message");
    if (message == null) {
      return "";
    }
    String clean = KEY.matcher(message).replaceAll("(key)").replaceAll("[\\p{Cntrl}\\s]+", " ");
    return clean.length() <= MOST_WORDS ? clean : clean.substring(0, MOST_WORDS) + "…";
  }
}
