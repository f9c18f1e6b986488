package io.tajo.stripe.pipeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.api.StripeSyncSpec;
import io.tajo.stripe.sandbox.stripe.Resource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A connector's live half, taken step by step: nothing happens in the background. */
final class LiveHand implements AutoCloseable {
  static final RunRequest INCREMENTAL =
      new RunRequest(StripeSyncSpec.Type.INCREMENTAL, Set.of(), null, false, false);

  private final TestAccounts accounts;
  private final LedgerConnector connector;
  private final Set<String> seen = new HashSet<>();

  LiveHand(TestAccounts accounts) {
    this.accounts = accounts;
    this.connector = accounts.connector(accounts.time.new OfProcess());
    fresh();
  }

  /** The events that Stripe has made since this was last asked, the oldest first. */
  List<ObjectNode> fresh() {
    List<ObjectNode> fresh = new ArrayList<>();
    accounts
        .stripe
        .all(Resource.EVENTS, Map.of())
        .filter(event -> seen.add(event.path("id").asText()))
        .forEach(fresh::addFirst);
    return fresh;
  }

  Receipt deliver(ObjectNode event) {
    return connector.intake().accept(event.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Delivers what has happened, and works it off. */
  void follow() {
    fresh().forEach(this::deliver);
    drain();
  }

  void drain() {
    try (Deliverer deliverer = connector.byHand()) {
      deliverer.drain();
    }
  }

  LiveStatus status() {
    return connector.liveStatus();
  }

  LedgerConnector connector() {
    return connector;
  }

  @Override
  public void close() {
    connector.close();
  }
}
