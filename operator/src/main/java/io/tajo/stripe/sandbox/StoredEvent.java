package io.tajo.stripe.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * An event that the simulated Brevo took.
 *
 * @param contact id of the contact, 0 where none was known
 * @param email of that contact when the event came, empty where there was none
 */
public record StoredEvent(
    String name, Instant date, long contact, String email, ObjectNode properties) {}
