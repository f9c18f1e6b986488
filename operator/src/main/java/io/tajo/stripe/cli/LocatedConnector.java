package io.tajo.stripe.cli;

import io.tajo.stripe.api.Manifest;
import io.tajo.stripe.pipeline.Connector;
import io.tajo.stripe.pipeline.ConnectorSettings;
import io.tajo.stripe.pipeline.Database;

/** A connector, and where its ledger is. */
record LocatedConnector(ConnectorSettings settings, Database database, ProcessMeters meters) {
  LocatedConnector(ConnectorSettings settings, Database database) {
    this(settings, database, ProcessMeters.of(settings.manifest()));
  }

  Manifest manifest() {
    return settings.manifest();
  }

  /** Opens it; talks to nobody yet. */
  Connector open(Environment environment) {
    return environment.connectors().open(settings, database, meters.meters());
  }
}
