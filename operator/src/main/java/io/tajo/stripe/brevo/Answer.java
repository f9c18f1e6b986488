package io.tajo.stripe.brevo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A 2xx answer.
 *
 * @param body missing where it was empty
 * @param sent when the request that it answers was sent
 */
record Answer(int status, JsonNode body, Instant sent) {}
