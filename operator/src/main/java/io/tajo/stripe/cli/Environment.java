package io.tajo.stripe.cli;

import io.tajo.stripe.api.MappingCheck;
import io.tajo.stripe.pipeline.Connector;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;

/**
 * The world that commands act in, so that tests can give them another.
 *
 * @param variables the process's environment
 */
record Environment(
    Map<String, String> variables,
    InputStream in,
    PrintStream out,
    PrintStream err,
    Clock clock,
    Connector.Opener connectors,
    MappingCheck mapping,
    SandboxAccounts.Starter sandbox) {}
