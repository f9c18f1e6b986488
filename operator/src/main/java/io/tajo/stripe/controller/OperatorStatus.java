package io.tajo.stripe.controller;

/**
 * What the operator's process tells on {@code /status}.
 *
 * @param started whether it watches, or waits for its turn to lead
 * @param leading whether it acts
 */
public record OperatorStatus(boolean started, boolean leading) {}
