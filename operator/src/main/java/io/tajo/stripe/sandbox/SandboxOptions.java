package io.tajo.stripe.sandbox;

import com.sun.net.httpserver.HttpHandler;
import io.tajo.stripe.sandbox.stripe.StripeOptions;
import io.tajo.stripe.sandbox.webhooks.WebhookOptions;
import java.time.InstantSource;

/**
 * What the sandbox serves, and where.
 *
 * @param host the address to bind: {@code 127.0.0.1}, or {@code 0.0.0.0} to be reached from a
 *     cluster
 * @param port 0: any that is free
 * @param clock what the simulated services take for the present
 * @param brevo serves {@code /v3}, {@code /realms} and {@code /sandbox/brevo}
 */
public record SandboxOptions(
    String host,
    int port,
    InstantSource clock,
    StripeOptions stripe,
    FaultOptions stripeFaults,
    HttpHandler brevo,
    FaultOptions brevoFaults,
    WebhookOptions webhooks) {
  /** On a free local port, without faults, with the system's clock. */
  public static SandboxOptions of(StripeOptions stripe, HttpHandler brevo) {
    return new SandboxOptions(
        "127.0.0.1",
        0,
        InstantSource.system(),
        stripe,
        FaultOptions.NONE,
        brevo,
        FaultOptions.NONE,
        WebhookOptions.STRIPE);
  }

  /** The same at another address. */
  public SandboxOptions at(String otherHost, int otherPort) {
    return new SandboxOptions(
        otherHost, otherPort, clock, stripe, stripeFaults, brevo, brevoFaults, webhooks);
  }

  /** The same in another present. */
  public SandboxOptions with(InstantSource otherClock) {
    return new SandboxOptions(
        host, port, otherClock, stripe, stripeFaults, brevo, brevoFaults, webhooks);
  }

  /** The same with services that misbehave. */
  public SandboxOptions withFaults(FaultOptions ofStripe, FaultOptions ofBrevo) {
    return new SandboxOptions(host, port, clock, stripe, ofStripe, brevo, ofBrevo, webhooks);
  }

  /** The same with webhooks delivered otherwise than Stripe does. */
  public SandboxOptions with(WebhookOptions otherWebhooks) {
    return new SandboxOptions(
        host, port, clock, stripe, stripeFaults, brevo, brevoFaults, otherWebhooks);
  }
}
