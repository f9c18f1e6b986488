package io.tajo.stripe.controller;

import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.api.SyncReport;
import java.util.Optional;

/** What pods tell of themselves on their health port. Empty: they do not answer now. */
public interface PodStatuses {
  /**
   * Of a connector's receiver.
   *
   * @param host of its Service
   */
  Optional<StripeConnectorStatus> receiver(String host);

  /**
   * Of a run.
   *
   * @param address of its pod
   */
  Optional<SyncReport> sync(String address);
}
