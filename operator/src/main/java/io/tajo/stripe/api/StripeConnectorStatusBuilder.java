package io.tajo.stripe.api;

import io.fabric8.kubernetes.api.model.Condition;
import io.tajo.stripe.api.StripeConnectorStatus.Check;
import io.tajo.stripe.api.StripeConnectorStatus.Contacts;
import io.tajo.stripe.api.StripeConnectorStatus.LeftOut;
import io.tajo.stripe.api.StripeConnectorStatus.Synced;
import io.tajo.stripe.api.StripeConnectorStatus.Webhook;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a status field by field. */
public final class StripeConnectorStatusBuilder {
  private @Nullable Long observedGeneration;
  private @Nullable Boolean connected;
  private @Nullable String brevoOrganization;
  private @Nullable Instant lastSyncTime;
  private @Nullable Instant lastFullSyncTime;
  private @Nullable Instant lastEventTime;
  private @Nullable Instant nextSyncTime;
  private @Nullable Instant readsSpentUntil;
  private @Nullable Synced synced;
  private @Nullable Contacts contacts;
  private @Nullable List<LeftOut> leftOut;
  private @Nullable Webhook webhook;
  private @Nullable List<Check> checks;
  private @Nullable List<Condition> conditions;

  StripeConnectorStatusBuilder() {}

  public StripeConnectorStatusBuilder observedGeneration(@Nullable Long observedGeneration) {
    this.observedGeneration = observedGeneration;
    return this;
  }

  public StripeConnectorStatusBuilder connected(@Nullable Boolean connected) {
    this.connected = connected;
    return this;
  }

  public StripeConnectorStatusBuilder brevoOrganization(@Nullable String brevoOrganization) {
    this.brevoOrganization = brevoOrganization;
    return this;
  }

  public StripeConnectorStatusBuilder lastSyncTime(@Nullable Instant lastSyncTime) {
    this.lastSyncTime = lastSyncTime;
    return this;
  }

  public StripeConnectorStatusBuilder lastFullSyncTime(@Nullable Instant lastFullSyncTime) {
    this.lastFullSyncTime = lastFullSyncTime;
    return this;
  }

  public StripeConnectorStatusBuilder lastEventTime(@Nullable Instant lastEventTime) {
    this.lastEventTime = lastEventTime;
    return this;
  }

  public StripeConnectorStatusBuilder nextSyncTime(@Nullable Instant nextSyncTime) {
    this.nextSyncTime = nextSyncTime;
    return this;
  }

  public StripeConnectorStatusBuilder readsSpentUntil(@Nullable Instant readsSpentUntil) {
    this.readsSpentUntil = readsSpentUntil;
    return this;
  }

  public StripeConnectorStatusBuilder synced(@Nullable Synced synced) {
    this.synced = synced;
    return this;
  }

  public StripeConnectorStatusBuilder contacts(@Nullable Contacts contacts) {
    this.contacts = contacts;
    return this;
  }

  public StripeConnectorStatusBuilder leftOut(@Nullable List<LeftOut> leftOut) {
    this.leftOut = leftOut;
    return this;
  }

  public StripeConnectorStatusBuilder webhook(@Nullable Webhook webhook) {
    this.webhook = webhook;
    return this;
  }

  public StripeConnectorStatusBuilder checks(@Nullable List<Check> checks) {
    this.checks = checks;
    return this;
  }

  public StripeConnectorStatusBuilder conditions(@Nullable List<Condition> conditions) {
    this.conditions = conditions;
    return this;
  }

  public StripeConnectorStatus build() {
    return new StripeConnectorStatus(
        observedGeneration,
        connected,
        brevoOrganization,
        lastSyncTime,
        lastFullSyncTime,
        lastEventTime,
        nextSyncTime,
        readsSpentUntil,
        synced,
        contacts,
        leftOut,
        webhook,
        checks,
        conditions);
  }
}
