package io.tajo.stripe.brevo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** A new contact in an import; its lists and flags are those of the whole import. */
public record ImportRow(String email, Map<String, JsonNode> attributes) {}
