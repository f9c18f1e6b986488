package io.tajo.stripe.controller;

import io.tajo.stripe.api.Manifest;
import io.tajo.stripe.api.StripeConnectorStatus.Check;
import io.tajo.stripe.api.StripeConnectorStatus.CheckStatus;
import io.tajo.stripe.pipeline.Accounts.Tested;
import io.tajo.stripe.pipeline.EndpointMemory;
import io.tajo.stripe.pipeline.EndpointState;
import io.tajo.stripe.pipeline.SecretStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Accounts that take every key but those that begin as wrong ones do. */
final class FakeAccounts implements AccountInquiry {
  static final String WRONG = "sk_test_wrong";

  final AtomicInteger tests = new AtomicInteger();
  final Map<String, EndpointState> endpoints = new ConcurrentHashMap<>();

  /** By connector; each has one of its own where nothing else is said. */
  final Map<String, String> organizations = new ConcurrentHashMap<>();

  final Set<String> hanging = ConcurrentHashMap.newKeySet();
  volatile boolean mayWriteWebhooks = true;
  volatile boolean stripeIsAway;
  volatile boolean unanswering;

  @Override
  public Tested test(Manifest manifest) throws IOException, InterruptedException {
    tests.incrementAndGet();
    if (hanging.contains(manifest.name())) {
      new CountDownLatch(1).await();
    }
    if (unanswering) {
      throw new IOException("Stripe cannot be read.");
    }
    boolean good = !manifest.secrets().stripeKey().startsWith(WRONG);
    List<Check> lines =
        List.of(
            new Check(
                Check.STRIPE,
                good ? CheckStatus.PASSED : CheckStatus.FAILED,
                good ? null : "Stripe does not take the key: correct spec.stripe.secretKey"),
            new Check(Check.WEBHOOK, CheckStatus.PASSED, null),
            new Check(Check.BREVO, CheckStatus.PASSED, null));
    return new Tested(
        lines,
        Optional.empty(),
        Optional.of(organizations.getOrDefault(manifest.name(), "of " + manifest.name())));
  }

  @Override
  public EndpointState keep(Manifest manifest, SecretStore secrets, EndpointMemory memory) {
    if (!mayWriteWebhooks) {
      return new EndpointState.MissingPermission("webhook_write", "Give the key webhook_write");
    }
    try {
      secrets.endpoints();
    } catch (IOException e) {
      return new EndpointState.Problem(String.valueOf(e.getMessage()));
    }
    EndpointState state =
        new EndpointState.Ready(
            "we_" + manifest.name(),
            URI.create("https://" + manifest.spec().webhook().host() + "/"),
            false);
    try {
      if (!secrets.endpoints().contains("we_" + manifest.name())) {
        secrets.write("we_" + manifest.name(), "whsec_" + manifest.name());
        memory.put("endpoint.current", "we_" + manifest.name());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    endpoints.put(manifest.name(), state);
    return state;
  }

  @Override
  public EndpointState remove(Manifest manifest, SecretStore secrets, EndpointMemory memory) {
    if (stripeIsAway) {
      return new EndpointState.Problem("Stripe does not answer");
    }
    if (!mayWriteWebhooks) {
      return new EndpointState.MissingPermission("webhook_write", "Give the key webhook_write");
    }
    endpoints.remove(manifest.name());
    return new EndpointState.Removed();
  }
}
