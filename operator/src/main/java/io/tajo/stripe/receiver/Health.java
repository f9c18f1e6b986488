package io.tajo.stripe.receiver;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What the health port tells.
 *
 * @param ready whether the process can do its work; asked at each probe, so it must be quick
 * @param status what {@code /status} shows as JSON, a record of {@code api} for instance; without
 *     personal data
 * @param meters what {@code /metrics} shows; the receiver adds its own
 */
public record Health(
    BooleanSupplier ready, Supplier<? extends Object> status, PrometheusMeterRegistry meters) {}
