package io.tajo.stripe.pipeline;

import static java.util.Comparator.comparing;

import io.tajo.stripe.stripe.CreatedWebhookEndpoint;
import io.tajo.stripe.stripe.Stripe;
import io.tajo.stripe.stripe.StripeFailure;
import io.tajo.stripe.stripe.WebhookEndpoint;
import io.tajo.stripe.stripe.WebhookEndpoints;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The webhook endpoint that a connector makes for itself in Stripe and keeps as its manifest wants
 * it. An endpoint's API version cannot change and its secret is shown once, so that for either a
 * second one is made, whose secret is kept before the first is touched, and both stand for {@link
 * #OVERLAP}. There are never more than two, and endpoints of others are left alone.
 */
public final class ManagedEndpoint {
  /** How long an endpoint stays beside the one that replaces it. */
  public static final Duration OVERLAP = Duration.ofMinutes(10);

  /** How long an attempt that was not answered is repeated, before another is made. */
  private static final Duration REPEATED = Duration.ofMinutes(10);

  private static final String PERMISSION = "webhook_write";

  /** The attempt to make an endpoint that is under way, or broke off. */
  private static final String ATTEMPT = "endpoint.attempt";

  /** The id of the endpoint that counts, and since when. */
  private static final String CURRENT = "endpoint.current";

  private final WebhookEndpoints endpoints;
  private final WantedEndpoint wanted;
  private final SecretStore secrets;
  private final EndpointMemory memory;
  private final InstantSource clock;

  ManagedEndpoint(
      WebhookEndpoints endpoints,
      WantedEndpoint wanted,
      SecretStore secrets,
      EndpointMemory memory,
      InstantSource clock) {
    this.endpoints = endpoints;
    this.wanted = wanted;
    this.secrets = secrets;
    this.memory = memory;
    this.clock = clock;
  }

  /** A step of work with endpoints and secrets. */
  private interface Step {
    EndpointState take() throws IOException;
  }

  /**
   * Makes the endpoint, or mends what differs from the manifest: one read of Stripe where nothing
   * does. Whoever calls this again after {@link #OVERLAP} has replaced endpoints deleted. One
   * process at a time may do so.
   */
  public synchronized EndpointState keep() {
    return wanted.address() == null
        ? new EndpointState.Problem(
            "spec.webhook.host is missing: name the public host at which Stripe finds the receiver")
        : guarded(this::kept);
  }

  /** Deletes what the connector has made in Stripe, and the secrets. */
  public synchronized EndpointState remove() {
    return guarded(() -> {
      for (WebhookEndpoint endpoint : own(endpoints.list())) {
        endpoints.delete(endpoint.id());
      }
      List<WebhookEndpoint> left = endpoints.list();
      for (String endpoint : secrets.endpoints()) {
        forgetUnlessOthers(endpoint, left);
      }
      memory.remove(ATTEMPT);
      memory.remove(CURRENT);
      return new EndpointState.Removed();
    });
  }

  private EndpointState guarded(Step step) {
    try {
      return step.take();
    } catch (StripeFailure.PermissionMissing denied) {
      return new EndpointState.MissingPermission(PERMISSION, permissionMissing());
    } catch (StripeFailure | IOException failure) {
      return new EndpointState.Problem(String.valueOf(failure.getMessage()));
    }
  }

  private String permissionMissing() {
    return "The Stripe key may not keep a webhook endpoint: give it the permission "
        + PERMISSION
        + " in the Stripe Dashboard (Developers, API keys, edit the restricted key), or "
        + (wanted.address() == null
            ? "delete what this connector has made (Developers, Webhooks) yourself."
            : "set spec.webhook.registration to Manual and add the endpoint "
                + wanted.url()
                + " there yourself; until then, changes arrive by the incremental run.");
  }

  private EndpointState kept() throws IOException {
    List<WebhookEndpoint> all = endpoints.list();
    List<WebhookEndpoint> own = own(all);
    Set<String> known = secrets.endpoints();
    Optional<WebhookEndpoint> usable =
        own.stream()
            .filter(it -> WantedEndpoint.isPinned(it) && known.contains(it.id()))
            .findFirst();
    if (usable.isEmpty()) {
      String id = made(all.size(), own, known);
      return ready(id, own.stream().anyMatch(it -> !it.id().equals(id)));
    }
    WebhookEndpoint current = usable.get();
    if (!wanted.isMet(current)) {
      update(current);
    }
    if (memory.get(ATTEMPT).isPresent()) {
      memory.remove(ATTEMPT);
    }
    boolean retiring =
        retire(current.id(), own.stream().filter(it -> !it.id().equals(current.id())).toList());
    for (String id : known) {
      forgetUnlessOthers(id, all);
    }
    return ready(current.id(), retiring);
  }

  /** The place of the secrets may be shared with other connectors of the account. */
  private void forgetUnlessOthers(String id, List<WebhookEndpoint> all) throws IOException {
    if (all.stream().noneMatch(it -> it.id().equals(id))) {
      secrets.remove(id);
    }
  }

  private EndpointState ready(String id, boolean retiring) {
    return new EndpointState.Ready(id, wanted.url(), retiring);
  }

  /** The newest first, as Stripe lists them. */
  private List<WebhookEndpoint> own(List<WebhookEndpoint> all) {
    return all.stream().filter(wanted::owns).toList();
  }

  private void update(WebhookEndpoint endpoint) {
    try {
      endpoints.update(
          endpoint.id(),
          wanted.url().toString(),
          List.copyOf(wanted.types()),
          wanted.description(),
          true);
    } catch (StripeFailure.Rejected refused) {
      throw explained(refused, 0);
    }
  }

  /** Makes one, and keeps its secret. */
  private String made(int all, List<WebhookEndpoint> own, Set<String> known) throws IOException {
    int deleted = makeRoom(own, known);
    CreatedWebhookEndpoint made;
    try {
      made = create();
    } catch (StripeFailure.Unavailable | StripeFailure.RateLimited unanswered) {
      throw unanswered; // It may have been made: the next time asks for the same one.
    } catch (StripeFailure failure) {
      // Stripe would answer the same attempt the same for a day.
      memory.remove(ATTEMPT);
      throw failure instanceof StripeFailure.Rejected refused
          ? explained(refused, all - deleted)
          : failure;
    }
    String id = made.endpoint().id();
    secrets.write(id, made.secret());
    memory.put(CURRENT, id + " " + clock.instant());
    memory.remove(ATTEMPT);
    return id;
  }

  /** Deletes all of its own but one, best one whose events are accepted here; gives how many. */
  private int makeRoom(List<WebhookEndpoint> own, Set<String> known) throws IOException {
    List<WebhookEndpoint> surplus =
        own.stream().sorted(comparing(it -> !known.contains(it.id()))).skip(1).toList();
    for (WebhookEndpoint endpoint : surplus) {
      delete(endpoint.id());
    }
    if (!surplus.isEmpty()) {
      // What it made may be among them.
      memory.remove(ATTEMPT);
    }
    return surplus.size();
  }

  /** An attempt that broke off before the secret was kept is repeated, and makes no second one. */
  private CreatedWebhookEndpoint create() throws IOException {
    boolean again = memory.get(ATTEMPT).isPresent();
    CreatedWebhookEndpoint made = attempt();
    if (again && endpoints.list().stream().noneMatch(it -> it.id().equals(made.endpoint().id()))) {
      // Somebody has deleted what that attempt made.
      memory.remove(ATTEMPT);
      return attempt();
    }
    return made;
  }

  private CreatedWebhookEndpoint attempt() throws IOException {
    String attempt =
        memory
            .get(ATTEMPT)
            .filter(this::isRecent)
            .orElseGet(() -> UUID.randomUUID() + " " + clock.instant());
    memory.put(ATTEMPT, attempt);
    return endpoints.create(
        wanted.url().toString(),
        List.copyOf(wanted.types()),
        Stripe.API_VERSION,
        wanted.description(),
        wanted.metadata(),
        wanted.idempotencyKey(attempt.substring(0, attempt.indexOf(' '))));
  }

  /** Stripe answers an attempt that failed in it with the same failure for a day. */
  private boolean isRecent(String attempt) {
    int blank = attempt.indexOf(' ');
    return blank > 0
        && clock.instant().isBefore(Instant.parse(attempt.substring(blank + 1)).plus(REPEATED));
  }

  /** Deletes what another has replaced, once that one stands long enough; whether it does not. */
  private boolean retire(String current, List<WebhookEndpoint> replaced) throws IOException {
    if (replaced.isEmpty()) {
      return false;
    }
    Instant now = clock.instant();
    Optional<Instant> since =
        memory
            .get(CURRENT)
            .filter(text -> text.startsWith(current + " "))
            .map(text -> Instant.parse(text.substring(current.length() + 1)));
    if (since.isEmpty()) {
      memory.put(CURRENT, current + " " + now);
    } else if (since.get().plus(OVERLAP).isBefore(now)) {
      for (WebhookEndpoint endpoint : replaced) {
        delete(endpoint.id());
      }
      return false;
    }
    return true;
  }

  private void delete(String endpoint) throws IOException {
    endpoints.delete(endpoint);
    secrets.remove(endpoint);
  }

  private StripeFailure explained(StripeFailure.Rejected refused, int all) {
    if (all >= WebhookEndpoints.MOST) {
      return new StripeFailure.Rejected(
          refused.param(),
          "Stripe allows "
              + WebhookEndpoints.MOST
              + " webhook endpoints, and the account has them: delete one that is not used in the"
              + " Stripe Dashboard (Developers, Webhooks).");
    }
    return "url".equals(refused.param())
        ? new StripeFailure.Rejected(
            refused.param(),
            "Stripe does not take "
                + wanted.url()
                + " for a webhook endpoint: correct spec.webhook.host to the public name of a"
                + " host that serves HTTPS.")
        : refused;
  }
}
