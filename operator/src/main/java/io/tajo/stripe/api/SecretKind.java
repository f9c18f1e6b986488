package io.tajo.stripe.api;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a secret is for, and the mistakes that can be seen without asking anybody. */
enum SecretKind {
  STRIPE_KEY("a secret or restricted key of Stripe (sk_... or rk_...)", "[sr]k_.+"),
  BREVO_KEY("an API key of Brevo (xkeysib-...)", ".+"),
  SIGNING("a signing secret of a webhook endpoint (whsec_...)", ".+"),
  POSTGRES_URL(
      "a URL like postgresql://user:password@host:5432/database",
      "(jdbc:postgresql|postgres(ql)?)://.+"),
  OTHER("text without blanks", ".+");

  private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e]*");

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}");

  private final String wanted;
  private final String form;

  SecretKind(String wanted, String form) {
    this.wanted = wanted;
    this.form = form;
  }

  /** What is wrong with a value, without the value. */
  Optional<String> mistake(String value) {
    if (value.isEmpty()) {
      return Optional.of("is empty: it must be " + wanted);
    }
    if (VARIABLE.matcher(value).matches()) {
      return Optional.of(
          "holds " + value + " itself, which nothing has filled in: it must be " + wanted);
    }
    String other = kindOf(value);
    if (other != null) {
      return Optional.of("holds " + other + ": it must be " + wanted);
    }
    if (!PRINTABLE.matcher(value).matches()) {
      return Optional.of(
          "holds characters that no key has, such as blanks or an ellipsis: it must be " + wanted);
    }
    if (!value.matches(form)) {
      return Optional.of("must be " + wanted);
    }
    return Optional.empty();
  }

  /** What the value is instead of what it should be; null: nothing that we know. */
  private @Nullable String kindOf(String value) {
    if (value.startsWith("pk_")) {
      return "a publishable key (pk_...), which cannot read anything";
    }
    if (value.startsWith("whsec_") && this != SIGNING) {
      return "a webhook signing secret (whsec_...)";
    }
    if (value.matches("(?s)[sr]k_.*") && this != STRIPE_KEY) {
      return "an API key of Stripe";
    }
    if (value.startsWith("xkeysib-") && this != BREVO_KEY) {
      return "an API key of Brevo";
    }
    if (value.startsWith("xsmtpsib-")) {
      return "an SMTP key of Brevo (xsmtpsib-...)";
    }
    return null;
  }
}
