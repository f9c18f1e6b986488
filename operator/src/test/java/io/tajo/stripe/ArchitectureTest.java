package io.tajo.stripe;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tajo.stripe.docs.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rooms of the house and the arrows between them: they only point down. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.tajo.stripe");

  @Test
  void theRoomsAreThoseThatAreDescribed() throws IOException {
    Set<String> described = new TreeSet<>();
    for (List<String> row : Document.read("CONTRIBUTING.md").rows("room | holds")) {
      described.add(Document.codeOf(row.getFirst()).getFirst());
    }
    Path code = Document.ROOT.resolve("operator/src/main/java/io/tajo/stripe");
    try (Stream<Path> rooms = Files.list(code)) {
      assertThat(rooms.filter(Files::isDirectory).map(room -> room.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(described);
    }
  }

  @Test
  void onlyProcessesAreMeasured() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.tajo.stripe.api..",
            "io.tajo.stripe.profile..",
            "io.tajo.stripe.contact..",
            "io.tajo.stripe.stripe..",
            "io.tajo.stripe.brevo..",
            "io.tajo.stripe.ledger..",
            "io.tajo.stripe.sandbox..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.micrometer..")
        .check(CLASSES);
  }

  @Test
  void arrowsOnlyPointDown() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("io.tajo.stripe..")
        .withOptionalLayers(true)
        .layer("cli")
        .definedBy("io.tajo.stripe.cli..")
        .layer("sandbox")
        .definedBy("io.tajo.stripe.sandbox..")
        .layer("receiver")
        .definedBy("io.tajo.stripe.receiver..")
        .layer("controller")
        .definedBy("io.tajo.stripe.controller..")
        .layer("pipeline")
        .definedBy("io.tajo.stripe.pipeline..")
        .layer("contact")
        .definedBy("io.tajo.stripe.contact..")
        .layer("ledger")
        .definedBy("io.tajo.stripe.ledger..")
        .layer("profile")
        .definedBy("io.tajo.stripe.profile..")
        .layer("stripe")
        .definedBy("io.tajo.stripe.stripe..")
        .layer("brevo")
        .definedBy("io.tajo.stripe.brevo..")
        .layer("api")
        .definedBy("io.tajo.stripe.api..")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("sandbox")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("receiver")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("controller")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("pipeline")
        .mayOnlyBeAccessedByLayers("cli", "receiver", "controller")
        .whereLayer("contact")
        .mayOnlyBeAccessedByLayers("cli", "pipeline", "ledger")
        .whereLayer("ledger")
        .mayOnlyBeAccessedByLayers("cli", "receiver", "pipeline")
        .whereLayer("profile")
        .mayOnlyBeAccessedByLayers("cli", "pipeline", "contact", "ledger")
        .whereLayer("stripe")
        .mayOnlyBeAccessedByLayers("cli", "pipeline")
        .whereLayer("brevo")
        .mayOnlyBeAccessedByLayers("cli", "pipeline")
        .whereLayer("api")
        .mayOnlyBeAccessedByLayers("cli", "receiver", "pipeline", "controller")
        .check(CLASSES);
  }
}
