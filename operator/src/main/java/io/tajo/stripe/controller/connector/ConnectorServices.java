package io.tajo.stripe.controller.connector;

import io.tajo.stripe.controller.AccountInquiry;
import io.tajo.stripe.controller.Announcer;
import io.tajo.stripe.controller.Inquiries;
import io.tajo.stripe.controller.OperatorMetrics;
import io.tajo.stripe.controller.PodStatuses;
import io.tajo.stripe.controller.endpoint.Endpoints;
import io.tajo.stripe.controller.input.Resolver;
import io.tajo.stripe.controller.input.UserSecrets;
import io.tajo.stripe.pipeline.Accounts.Tested;
import java.time.InstantSource;

/**
 * What the reconciler of connectors works with.
 *
 * @param tests the connection tests that go on and have ended
 * @param endpoints how managed webhook endpoints stand
 */
public record ConnectorServices(
    Resolver resolver,
    UserSecrets secrets,
    AccountInquiry accounts,
    Inquiries<Tested> tests,
    Endpoints endpoints,
    PodStatuses statuses,
    Announcer announcer,
    OperatorMetrics metrics,
    InstantSource clock) {}
