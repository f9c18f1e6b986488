package io.tajo.stripe.controller.model;

import io.tajo.stripe.api.BrevoSpec;
import io.tajo.stripe.api.SecretRef;
import io.tajo.stripe.api.StripeConnectorSpec;
import io.tajo.stripe.api.WebhookSpec;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The Secret keys that a spec names. */
public final class SecretRefs {
  private SecretRefs() {}

  /** All, each once. */
  public static Set<SecretRef> all(StripeConnectorSpec spec) {
    Set<SecretRef> all = new LinkedHashSet<>(readAtStart(spec));
    all.addAll(signing(spec));
    return all;
  }

  /** Those whose change counts once a process is started anew. */
  public static Set<SecretRef> readAtStart(StripeConnectorSpec spec) {
    BrevoSpec brevo = spec.brevo();
    Stream<@Nullable SecretRef> refs =
        Stream.of(
            spec.stripe().secretKey(),
            brevo.apiKey(),
            brevo.oauth() == null ? null : brevo.oauth().clientId(),
            brevo.oauth() == null ? null : brevo.oauth().clientSecret(),
            Store.url(spec).orElse(null));
    Set<SecretRef> given = new LinkedHashSet<>();
    refs.filter(Objects::nonNull).forEach(given::add);
    return given;
  }

  /** Signing secrets; a receiver reads them again when they change. */
  public static List<SecretRef> signing(StripeConnectorSpec spec) {
    @Nullable WebhookSpec webhook = spec.webhook();
    return webhook == null || webhook.signingSecrets() == null
        ? List.of()
        : webhook.signingSecrets();
  }
}
