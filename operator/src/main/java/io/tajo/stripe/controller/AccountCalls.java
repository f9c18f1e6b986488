package io.tajo.stripe.controller;

import io.tajo.stripe.api.Manifest;
import io.tajo.stripe.pipeline.Accounts;
import io.tajo.stripe.pipeline.ConnectorSettings;
import io.tajo.stripe.pipeline.EndpointMemory;
import io.tajo.stripe.pipeline.EndpointState;
import io.tajo.stripe.pipeline.SecretStore;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/** Asks the real accounts, over connections that last as long as one question. */
public final class AccountCalls implements AccountInquiry {
  private final Function<Manifest, ConnectorSettings> settings;

  /**
   * Asks nobody yet.
   *
   * @param settings how a connector's accounts are reached from this process
   */
  public AccountCalls(Function<Manifest, ConnectorSettings> settings) {
    this.settings = settings;
  }

  @Override
  public Accounts.Tested test(Manifest manifest) throws IOException, InterruptedException {
    try (Accounts accounts = new Accounts(settings.apply(manifest))) {
      Accounts.Tested tested = accounts.test();
      if (tested.unanswered().isPresent()) {
        throw new IOException(tested.unanswered().get());
      }
      return tested;
    }
  }

  @Override
  public EndpointState keep(Manifest manifest, SecretStore secrets, EndpointMemory memory) {
    try (Accounts accounts = new Accounts(settings.apply(manifest))) {
      return accounts.endpoint(Optional.empty(), secrets, memory).keep();
    }
  }

  @Override
  public EndpointState remove(Manifest manifest, SecretStore secrets, EndpointMemory memory) {
    try (Accounts accounts = new Accounts(settings.apply(manifest))) {
      return accounts.endpoint(Optional.empty(), secrets, memory).remove();
    }
  }
}
