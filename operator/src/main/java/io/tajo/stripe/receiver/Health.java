package io.tajo.stripe.receiver;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tajo.stripe.api.StripeConnectorStatus;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What the health port tells.
 *
 * @param ready whether events can be stored; asked at each probe, so it must be quick
 * @param status without personal data
 * @param meters what {@code /metrics} shows; the receiver adds its own
 */
public record Health(
    BooleanSupplier ready,
    Supplier<StripeConnectorStatus> status,
    PrometheusMeterRegistry meters) {}
