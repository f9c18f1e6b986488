package io.tajo.stripe.receiver;

import io.tajo.stripe.api.WebhookSpec;
import java.time.Duration;
import java.util.List;

/**
 * What one receiver serves and how much of it at once.
 *
 * @param namespace of the connector; the endpoint is {@code /stripe/{namespace}/{name}}
 * @param name of the connector
 * @param host the address that both ports listen on; {@code 0.0.0.0} for all
 * @param port for Stripe; 0: any that is free
 * @param healthPort for probes, status and metrics; 0: any that is free
 * @param allowedSourceRanges address ranges that events may come from; empty: any
 * @param trustedProxies address ranges of proxies whose {@code X-Forwarded-For} counts
 * @param drainDelay how long a stopping receiver goes on serving, so that load balancers see {@code
 *     /readyz} first
 */
public record ReceiverSettings(
    String namespace,
    String name,
    String host,
    int port,
    int healthPort,
    List<String> allowedSourceRanges,
    List<String> trustedProxies,
    Limits limits,
    Duration drainDelay) {

  /**
   * Bounds of what clients can take.
   *
   * @param body bytes of one body; Stripe's events are far below the usual 1 MiB
   * @param bodiesInWork bytes of all bodies that are being read or stored
   * @param headers bytes of a request's line and headers
   * @param requests how many are worked on at once
   * @param turnTime how long one more waits for its turn before it is sent away
   * @param connections how many may be open
   * @param bodyTime from the headers to the last byte of the body
   * @param idleTime how long a connection may stay open without a whole request
   * @param stopTime how long requests in work may take when the receiver stops
   */
  public record Limits(
      int body,
      int bodiesInWork,
      int headers,
      int requests,
      Duration turnTime,
      int connections,
      Duration bodyTime,
      Duration idleTime,
      Duration stopTime) {
    /** What a pod of 256 MiB can bear. */
    public static final Limits USUAL =
        new Limits(
            1 << 20,
            32 << 20,
            16 << 10,
            256,
            Duration.ofSeconds(1),
            1_024,
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(15));

    public Limits {
      if (body < 1 || bodiesInWork < body || headers < 1_024 || requests < 1 || connections < 1) {
        throw new IllegalArgumentException(
            "A receiver's limits must be above 0, headers at least 1,024 bytes, and the bodies in"
                + " work no less than one body.");
      }
    }
  }

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException where a range or port is none
   */
  public ReceiverSettings {
    allowedSourceRanges = List.copyOf(allowedSourceRanges);
    trustedProxies = List.copyOf(trustedProxies);
    SourceRanges.parse(allowedSourceRanges, trustedProxies);
    if (port < 0 || port > 65_535 || healthPort < 0 || healthPort > 65_535) {
      throw new IllegalArgumentException("A port must be from 0 to 65535.");
    }
  }

  /** The path of the endpoint. */
  public String path() {
    return WebhookSpec.path(namespace, name);
  }

  SourceRanges ranges() {
    return SourceRanges.parse(allowedSourceRanges, trustedProxies);
  }
}
