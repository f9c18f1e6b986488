package io.tajo.stripe.pipeline;

import io.tajo.stripe.api.StripeConnectorStatus.Check;
import io.tajo.stripe.api.StripeConnectorStatus.CheckStatus;
import io.tajo.stripe.pipeline.events.EndpointTypes;
import io.tajo.stripe.pipeline.events.EventRules;
import io.tajo.stripe.stripe.Stripe;
import io.tajo.stripe.stripe.StripeFailure;
import io.tajo.stripe.stripe.WebhookEndpoint;
import io.tajo.stripe.stripe.WebhookEndpoints;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whether Stripe sends the connector what it needs. One read of Stripe. */
final class EndpointCheck {
  static final String NAME = Check.WEBHOOK;

  private static final String WHERE = " in the Stripe Dashboard (Developers, Webhooks)";

  private final Plan plan;
  private final EventRules rules;
  private final NavigableSet<String> types;

  EndpointCheck(Plan plan, EventRules rules) {
    this.plan = plan;
    this.rules = rules;
    this.types = EndpointTypes.of(rules);
  }

  /** The check's line. */
  Check of(WebhookEndpoints endpoints) {
    if (!plan.receivesWebhooks()) {
      return skipped(
          "webhooks are not received: changes arrive by the incremental run; to receive them, add an"
              + " endpoint"
              + WHERE
              + " with "
              + wanted()
              + ", and name its signing secret in spec.webhook.signingSecrets");
    }
    if (!isManaged() && plan.account() != null) {
      return skipped(
          "the events of a connected account are sent by an endpoint of the platform, which cannot"
              + " be asked for with spec.stripe.account: look"
              + WHERE
              + " whether it listens to connected accounts and has "
              + wanted());
    }
    try {
      return judged(endpoints.list());
    } catch (StripeFailure.PermissionMissing denied) {
      return unlisted();
    } catch (StripeFailure failure) {
      return failed(failure.getMessage());
    }
  }

  private Check unlisted() {
    if (isManaged()) {
      return failed(
          "The Stripe key may not keep a webhook endpoint: give it the permission webhook_write in"
              + " the Stripe Dashboard (Developers, API keys, edit the restricted key), or set"
              + " spec.webhook.registration to Manual");
    }
    return skipped(
        "without the permission webhook_read, URL, event types and API version of the endpoint"
            + " cannot be verified: give it to the key, or look"
            + WHERE
            + " for "
            + wanted());
  }

  private Check judged(List<WebhookEndpoint> all) {
    List<WebhookEndpoint> candidates = all.stream().filter(this::isOurs).toList();
    Optional<WebhookEndpoint> good =
        candidates.stream().filter(it -> problem(it) == null).findFirst();
    if (good.isPresent()) {
      return passed(good.get());
    }
    if (candidates.isEmpty()) {
      return isManaged()
          ? skipped(
              "Stripe has no endpoint of this connector yet: the operator makes it, or without a"
                  + " cluster `local` or `receiver endpoint`")
          : failed(
              "Stripe has no endpoint for this connector: add one" + WHERE + " with " + wanted());
    }
    WebhookEndpoint endpoint = candidates.getFirst();
    return failed("the endpoint " + endpoint.url() + " " + problem(endpoint));
  }

  private boolean isOurs(WebhookEndpoint endpoint) {
    if (isManaged()) {
      return WantedEndpoint.owns(plan.name(), endpoint);
    }
    try {
      URI url = new URI(endpoint.url());
      return String.valueOf(url.getPath()).endsWith(plan.webhookPath())
          && plan.webhookUrl().map(URI::getHost).map(it -> it.equals(url.getHost())).orElse(true);
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** What keeps events away from the connector; null: nothing. */
  private @Nullable String problem(WebhookEndpoint endpoint) {
    if (!endpoint.isEnabled()) {
      return "is disabled: " + mend("enable it");
    }
    NavigableSet<String> missing = new TreeSet<>(types);
    endpoint.enabledEvents().forEach(missing::remove);
    if (!missing.isEmpty() && !endpoint.enabledEvents().contains("*")) {
      return "does not send " + String.join(", ", missing) + ": " + mend("add these events");
    }
    if (!isManaged()) {
      return null;
    }
    if (!plan.webhookUrl().map(url -> url.toString().equals(endpoint.url())).orElse(true)) {
      return "is not at spec.webhook.host: " + mend("");
    }
    return WantedEndpoint.isPinned(endpoint)
        ? null
        : "writes events in " + version(endpoint) + ": " + mend("");
  }

  private String mend(String byHand) {
    return isManaged() ? "the connector mends that when it starts" : byHand + WHERE;
  }

  private Check passed(WebhookEndpoint endpoint) {
    List<String> notices = new ArrayList<>();
    if (!WantedEndpoint.isPinned(endpoint)) {
      notices.add(
          "its events are written in "
              + version(endpoint)
              + " instead of "
              + Stripe.API_VERSION
              + ", so that each costs a read of Stripe: an endpoint made with that version, or with"
              + " spec.webhook.registration Managed, spares it");
    }
    List<String> unknown = EndpointTypes.unknown(rules);
    if (!unknown.isEmpty()) {
      notices.add(
          "spec.events.include names what Stripe never sends: " + String.join(", ", unknown));
    }
    return new Check(
        NAME, CheckStatus.PASSED, notices.isEmpty() ? null : String.join("; ", notices));
  }

  private static String version(WebhookEndpoint endpoint) {
    return endpoint.apiVersion() == null
        ? "the account's default API version"
        : "API version " + endpoint.apiVersion();
  }

  private String wanted() {
    return "the URL "
        + plan.webhookUrl().map(URI::toString).orElse("https://YOUR-HOST" + plan.webhookPath())
        + " and the events "
        + String.join(", ", types);
  }

  private boolean isManaged() {
    return plan.managesEndpoint();
  }

  private static Check skipped(String why) {
    return new Check(NAME, CheckStatus.SKIPPED, why);
  }

  private static Check failed(@Nullable String why) {
    return new Check(NAME, CheckStatus.FAILED, why);
  }
}
