package io.tajo.stripe.api;

/** What conditions tell of, as their {@code type} says it; docs/kubernetes.md has their reasons. */
public final class ConditionTypes {
  /** A connector does its work. */
  public static final String READY = "Ready";

  /** Time will do; of connectors and runs, after kstatus. */
  public static final String RECONCILING = "Reconciling";

  /** Somebody has to do something; of connectors and runs, after kstatus. */
  public static final String STALLED = "Stalled";

  /** Both of a connector's accounts take their keys. */
  public static final String CREDENTIALS_VALID = "CredentialsValid";

  /** Events reach a connector as soon as they happen. */
  public static final String WEBHOOK_READY = "WebhookReady";

  /** A connector's last run read and wrote all. */
  public static final String SYNC_HEALTHY = "SyncHealthy";

  /** A connector stands still because its spec says so. */
  public static final String SUSPENDED = "Suspended";

  /** A run has ended well. */
  public static final String COMPLETE = "Complete";

  private ConditionTypes() {}
}
