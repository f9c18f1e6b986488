package io.tajo.stripe.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A key of a Secret in the connector's own namespace. */
public record SecretRef(
    @JsonPropertyDescription(
            "The name of a Secret in the connector's namespace, which must have the label"
                + " connectors.tajo.io/secret: \"true\".")
        @Required
        @Pattern(Names.SUBDOMAIN)
        @Size(min = 1, max = 253)
        String name,
    @JsonPropertyDescription("The key in the Secret.")
        @Required
        @Pattern("^[-._a-zA-Z0-9]+$")
        @Size(min = 1, max = 253)
        String key) {}
