package io.tajo.stripe.cli;

import java.net.URI;

/** Simulated accounts that are being served, with the keys they accept. */
interface SandboxAccounts extends AutoCloseable {
  URI stripeBase();

  URI brevoBase();

  String stripeKey();

  String brevoKey();

  @Override
  void close();

  /** Serves new accounts on ports of this machine. */
  @FunctionalInterface
  interface Starter {
    SandboxAccounts start();
  }
}
