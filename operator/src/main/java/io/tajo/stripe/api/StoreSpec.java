package io.tajo.stripe.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** The PostgreSQL that holds the ledger: a small one of the connector's own, or yours. */
@ValidationRule(
    value =
        "!has(self.postgres) || !(has(self.size) || has(self.image) || has(self.storageClassName)"
            + " || has(self.whenDeleted))",
    message = "postgres excludes size, image, storageClassName and whenDeleted")
public record StoreSpec(
    @JsonPropertyDescription("Disk of the connector's own PostgreSQL, like 20Gi; 5Gi without it.")
        @Pattern("^[1-9][0-9]*(Ki|Mi|Gi|Ti|k|M|G|T)?$")
        @Size(max = 20)
        @Nullable String size,
    @JsonPropertyDescription(
            "Image of the connector's own PostgreSQL; without it, the operator's choice.")
        @Pattern("^[^\\s]+$")
        @Size(min = 1, max = 500)
        @Nullable String image,
    @JsonPropertyDescription("Storage class of its disk; without it, the cluster's default.")
        @Pattern(Names.SUBDOMAIN)
        @Size(min = 1, max = 253)
        @Nullable String storageClassName,
    @JsonPropertyDescription(
            "What becomes of its disk when the connector is deleted: Retain (the default) or"
                + " Delete.")
        @Nullable WhenDeleted whenDeleted,
    @JsonPropertyDescription("Your own PostgreSQL (15 or later) instead; excludes the rest.")
        @Nullable Postgres postgres) {

  /** What becomes of the disk of a deleted connector. */
  public enum WhenDeleted {
    @JsonProperty("Retain")
    RETAIN,
    @JsonProperty("Delete")
    DELETE
  }

  /** A PostgreSQL that is there already. */
  public record Postgres(
      @JsonPropertyDescription(
              "Its URL with user and password, like postgresql://user:password@host:5432/database.")
          @Required
          SecretRef url) {}
}
