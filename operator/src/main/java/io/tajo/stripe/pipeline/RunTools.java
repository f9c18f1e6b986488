package io.tajo.stripe.pipeline;

import io.tajo.stripe.brevo.Brevo;
import io.tajo.stripe.ledger.Ledger;
import io.tajo.stripe.pipeline.metrics.ConnectorMetrics;
import io.tajo.stripe.stripe.Stripe;
import java.time.InstantSource;

/**
 * What a run works with.
 *
 * @param clock the connector's time
 * @param waiting how it waits for imports
 * @param guard throws when this process may not write any longer
 * @param countReads adds what was read of Stripe to the budget
 * @param deliverer works off what comes meanwhile
 */
record RunTools(
    Stripe stripe,
    Brevo brevo,
    Ledger ledger,
    InstantSource clock,
    Settlement.Waiting waiting,
    Runnable guard,
    Runnable countReads,
    Deliverer deliverer,
    ConnectorMetrics metrics) {}
