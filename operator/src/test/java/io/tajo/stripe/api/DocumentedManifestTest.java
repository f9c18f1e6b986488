package io.tajo.stripe.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The records and their descriptions are whole, and the examples are what they say. */
class DocumentedManifestTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  @Test
  void everyFieldIsDescribedAndEitherRequiredOrNullable() throws Exception {
    List<Class<?>> records =
        new ArrayList<>(List.of(StripeConnectorSpec.class, StripeSyncSpec.class));
    for (int i = 0; i < records.size(); i++) {
      for (RecordComponent component : records.get(i).getRecordComponents()) {
        var field = records.get(i).getDeclaredField(component.getName());
        boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        assertThat(field.isAnnotationPresent(JsonPropertyDescription.class))
            .as("%s is described", field)
            .isTrue();
        assertThat(field.isAnnotationPresent(Required.class))
            .as("%s is required or nullable", field)
            .isNotEqualTo(nullable);
        if (component.getType().isRecord()) {
          records.add(component.getType());
        }
      }
    }
    assertThat(records).contains(SecretRef.class, WebhookSpec.Expose.class);
  }

  @Test
  void theExamplesAreValid() throws Exception {
    Manifests manifests =
        new Manifests(
            Clock.systemUTC(),
            Map.of(
                "STRIPE_SECRET_KEY", "rk_test_1",
                "BREVO_API_KEY", "xkeysib-1",
                "STRIPE_WEBHOOK_SECRET", "whsec_1"),
            mapping -> Map.of());

    assertThat(read(manifests, ROOT.resolve("examples/local.yaml")).name()).isEqualTo("acme");
    assertThat(
            read(manifests, Path.of("src/main/resources/io/tajo/stripe/cli/sandbox.yaml")).name())
        .isEqualTo("sandbox");
  }

  private static Manifest read(Manifests manifests, Path file)
      throws IOException, ManifestException {
    return manifests.read(Files.readString(file), Optional.empty());
  }
}
