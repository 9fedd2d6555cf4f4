package org.entente;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The house as ARCHITECTURE.md draws it.
final class ArchitectureTest {
  /// Lowest first: a room may use any room before it, none after it.
  private static final List<String> ROOMS =
      List.of(
          "json",
          "crypto",
          "storage",
          "stix",
          "indicators",
          "conformance",
          "expression",
          "accord",
          "document",
          "national",
          "redaction",
          "release",
          "tlog",
          "ledger",
          "holdings",
          "receipt",
          "peers",
          "decisions",
          "feed",
          "register",
          "exchange",
          "console",
          "node",
          "control",
          "terminal",
          "draft",
          "preview",
          "demo",
          "bench",
          "simulation",
          "fuzz",
          "cli");

  private static final List<String> PURE =
      List.of("expression", "accord", "document", "national", "redaction", "release", "tlog");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.entente");

  @Test
  void every_room_has_its_place_in_the_order() {
    var found =
        CLASSES.stream()
            .map(each -> each.getPackageName().replaceFirst("org\\.entente\\.?", ""))
            .collect(Collectors.toSet());
    assertThat(ROOMS).as("flat packages, each in the order").containsAll(found);
  }

  @Test
  void an_import_goes_downward_only() {
    for (int i = 0; i < ROOMS.size() - 1; i++) {
      var above = ROOMS.subList(i + 1, ROOMS.size()).stream().map(ArchitectureTest::room);
      noClasses()
          .that()
          .resideInAPackage(room(ROOMS.get(i)))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(above.toArray(String[]::new))
          .because("a room must be understood from what lies below it alone")
          .allowEmptyShould(true)
          .check(CLASSES);
    }
    slices().matching("org.entente.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void what_decides_does_no_io_and_reads_no_clock() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE.stream().map(ArchitectureTest::room).toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            room("storage"), "java.sql..", "java.net.http..", "java.nio.file..", "org.sqlite..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .because("two honest nodes must decide alike, and a preview must be able to replay history")
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void core_rooms_know_no_framework() {
    noClasses()
        .that()
        .resideOutsideOfPackages(room("console"), room("bench"), room("cli"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework..", "jakarta..", "gg.jte..", "picocli..")
        .because("frameworks come and go; the exchange must outlive them and start without them")
        .check(CLASSES);
  }

  private static String room(String name) {
    return "org.entente." + name + "..";
  }
}
