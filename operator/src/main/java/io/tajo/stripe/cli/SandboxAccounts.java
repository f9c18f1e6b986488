package io.tajo.stripe.cli;

import java.net.URI;
import java.util.List;

/** Simulated accounts that are being served, with the keys they accept. */
interface SandboxAccounts extends AutoCloseable {
  /**
   * Something that can happen in the Stripe account.
   *
   * @param what in words, without the person
   * @param email under which the person's contact is then
   */
  record Scene(String what, String email, Runnable happens) {}

  URI stripeBase();

  URI brevoBase();

  String stripeKey();

  String brevoKey();

  /** Has every event delivered to a receiver from now on. */
  void deliverTo(String url, String signingSecret);

  /** Whether every event has been delivered. */
  boolean isQuiet();

  /** What happens to one person, in its order. */
  List<Scene> scenes();

  @Override
  void close();

  /** Serves new accounts on ports of this machine. */
  @FunctionalInterface
  interface Starter {
    SandboxAccounts start();
  }
}
