package io.tajo.stripe.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * A contact as the simulated Brevo account holds it.
 *
 * @param email empty for a contact that has only a number
 * @param attributes by name, those without a value absent; numbers of telephones without the plus,
 *     category attributes by the number of the option
 * @param lists ids of the lists it is in
 */
public record StoredContact(
    long id,
    String email,
    SortedMap<String, JsonNode> attributes,
    SortedSet<Long> lists,
    boolean emailBlacklisted,
    boolean smsBlacklisted,
    Instant created,
    Instant modified) {}
