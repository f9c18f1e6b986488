package io.tajo.stripe.pipeline;

import io.tajo.stripe.api.BrevoSpec.AttributePolicy;
import io.tajo.stripe.api.BrevoSpec.NewContacts;
import io.tajo.stripe.api.EffectiveSpec;
import io.tajo.stripe.api.Manifest;
import io.tajo.stripe.api.MetricsSpec;
import io.tajo.stripe.api.OnCustomerDeleted;
import io.tajo.stripe.api.SecretValues;
import io.tajo.stripe.api.SyncSpec.GuestCheckouts;
import io.tajo.stripe.api.WebhookSpec;
import io.tajo.stripe.brevo.BrevoSettings;
import io.tajo.stripe.brevo.Credentials;
import io.tajo.stripe.contact.Lists;
import io.tajo.stripe.contact.Mapping;
import io.tajo.stripe.contact.MetadataKeys;
import io.tajo.stripe.pipeline.events.EventRules;
import io.tajo.stripe.profile.ProfileSettings;
import io.tajo.stripe.profile.Topic;
import io.tajo.stripe.stripe.Resource;
import io.tajo.stripe.stripe.StripeSettings;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a connector's manifest asks for, in the terms of the rooms below. */
final class Plan {
  private final ConnectorSettings settings;
  private final EffectiveSpec spec;
  private final Lists lists;
  private final Optional<Mapping> mapping;

  /**
   * Reads a manifest.
   *
   * @throws io.tajo.stripe.contact.MappingException where its field mapping or prefix is none
   */
  Plan(ConnectorSettings settings) {
    this.settings = settings;
    this.spec = manifest().spec().effective();
    var given = manifest().spec().brevo().lists();
    this.lists = new Lists(given.allCustomers(), given.subscribers(), given.churned());
    this.mapping = spec.fieldMapping().map(Mapping::of);
    // A prefix that begins no attribute's name is refused now, not by the first run.
    Mapping.standard(prefix(), MetadataKeys.NONE);
  }

  private Manifest manifest() {
    return settings.manifest();
  }

  String name() {
    return manifest().namespace() + "/" + manifest().name();
  }

  StripeSettings stripe() {
    SecretValues secrets = manifest().secrets();
    return StripeSettings.of(
        settings.stripeBase(),
        secrets.stripeKey(),
        account(),
        spec.requestsPerSecond(secrets.live()));
  }

  boolean live() {
    return manifest().secrets().live();
  }

  @Nullable String account() {
    return manifest().spec().stripe().account();
  }

  BrevoSettings brevo() {
    Credentials credentials =
        switch (manifest().secrets().brevo()) {
          case SecretValues.ApiKey(String value) -> new Credentials.ApiKey(value);
          case SecretValues.OAuthClient(String id, String secret) ->
              new Credentials.OAuth(id, secret);
        };
    return BrevoSettings.of(credentials).at(settings.brevoBase());
  }

  Lists lists() {
    return lists;
  }

  Set<Resource> resources() {
    return Coverage.resources(spec.resources());
  }

  @Nullable Instant since() {
    return spec.since().orElse(null);
  }

  boolean guests() {
    return spec.guestCheckouts() == GuestCheckouts.CREATE;
  }

  boolean createsAttributes() {
    return spec.attributes() == AttributePolicy.CREATE;
  }

  boolean newContactsBlocklisted() {
    return manifest().spec().brevo().consent().newContacts() == NewContacts.BLOCKLISTED;
  }

  OnCustomerDeleted onCustomerDeleted() {
    return spec.onCustomerDeleted();
  }

  /** Code points of the longest text that is written. */
  int textLimit() {
    return settings.textLimit();
  }

  String prefix() {
    return spec.attributePrefix();
  }

  /** The mapping of the manifest; empty: the default one, which follows the metadata keys. */
  Optional<Mapping> mapping() {
    return mapping;
  }

  /** Which figure goes to which attribute, while the default mapping shows these metadata keys. */
  Mapping mapping(MetadataKeys keys) {
    return mapping.orElseGet(() -> Mapping.standard(prefix(), keys));
  }

  /**
   * The same of a spec.
   *
   * @throws io.tajo.stripe.contact.MappingException where its field mapping or prefix is none
   */
  static Mapping mapping(EffectiveSpec spec, MetadataKeys keys) {
    return spec.fieldMapping()
        .map(Mapping::of)
        .orElseGet(() -> Mapping.standard(spec.attributePrefix(), keys));
  }

  ProfileSettings profile(Set<Topic> readable) {
    return new ProfileSettings(
        spec.reportingCurrency().orElse(null),
        spec.rates(),
        discounts(spec.discounts()),
        churnAt(spec.churnAt()),
        since(),
        readable,
        manifest().spec().brevo().consent().metadataKey(),
        spec.abandonedWithoutConsent());
  }

  private static ProfileSettings.Discounts discounts(MetricsSpec.Discounts discounts) {
    return switch (discounts) {
      case NONE -> ProfileSettings.Discounts.NONE;
      case RECURRING -> ProfileSettings.Discounts.RECURRING;
      case ALL -> ProfileSettings.Discounts.ALL;
    };
  }

  private static ProfileSettings.ChurnAt churnAt(MetricsSpec.ChurnAt churnAt) {
    return switch (churnAt) {
      case PERIOD_END -> ProfileSettings.ChurnAt.PERIOD_END;
      case CANCELLATION -> ProfileSettings.ChurnAt.CANCELLATION;
    };
  }

  /**
   * Which events are this connector's, and which of them go to Brevo.
   *
   * @param firstStart of the connector
   */
  EventRules events(Instant firstStart) {
    return new EventRules(
        live(),
        account(),
        spec.managesEndpoint(),
        spec.resources(),
        spec.eventPrefix(),
        spec.eventsIncluded(),
        spec.eventsExcluded(),
        spec.eventMaxAge(),
        firstStart,
        onCustomerDeleted() == OnCustomerDeleted.DELETE_CONTACT,
        spec.reportingCurrency().orElse(null));
  }

  /** Whether the webhook endpoint is made and kept for the user. */
  boolean managesEndpoint() {
    return spec.managesEndpoint();
  }

  /** Whether the manifest says that, and by which secrets, webhooks are received. */
  boolean receivesWebhooks() {
    return managesEndpoint()
        || webhookUrl().isPresent()
        || !manifest().secrets().signingSecrets().isEmpty();
  }

  /** Where the receiver takes webhooks. */
  String webhookPath() {
    return WebhookSpec.path(manifest().namespace(), manifest().name());
  }

  /** The same, as Stripe reaches it; empty where the manifest names no host. */
  Optional<URI> webhookUrl() {
    return Optional.ofNullable(manifest().spec().webhook())
        .map(WebhookSpec::host)
        .map(host -> URI.create(WebhookSpec.url(host, manifest().namespace(), manifest().name())));
  }

  @Nullable Long readsPerMonth() {
    return manifest().spec().stripe().readsPerMonth();
  }
}
