package vn.mocua.portal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.mocua.portal.journey.Step;

/** The never-rules of the house: docs/architecture.md. */
class HouseRulesTest {

    static final JavaClasses HOUSE =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("vn.mocua.portal");

    @Test
    void registrationKnowsNoMethodByName() {
        noClasses()
                .that()
                .resideInAPackage("vn.mocua.portal.registration")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("vn.mocua.portal.registration.*..")
                .check(HOUSE);
    }

    @Test
    void methodsDoNotKnowEachOther() {
        slices().matching("vn.mocua.portal.registration.(*)..")
                .should()
                .notDependOnEachOther()
                .check(HOUSE);
    }

    @Test
    void identityIsPlainJava() {
        noClasses()
                .that()
                .resideInAPackage("..identity..")
                .and()
                .haveSimpleNameNotEndingWith("package-info")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", "org.jspecify..", "vn.mocua.portal.identity..")
                .check(HOUSE);
    }

    @Test
    void timeComesFromTheClock() {
        for (var now : List.of(Instant.class, LocalDate.class, LocalDateTime.class)) {
            noClasses().should().callMethod(now, "now").check(HOUSE);
        }
        noClasses().should().callMethod(System.class, "currentTimeMillis").check(HOUSE);
        noClasses()
                .that()
                .areNotAssignableTo(Portal.class)
                .should()
                .callMethod(Clock.class, "systemUTC")
                .check(HOUSE);
    }

    @Test
    void adaptersAndControllersAreNotPublic() {
        classes()
                .that()
                .haveSimpleNameStartingWith("Camara")
                .or()
                .haveSimpleNameStartingWith("Rest")
                .or()
                .haveSimpleNameStartingWith("Smpp")
                .or()
                .haveSimpleNameStartingWith("Soap")
                .or()
                .haveSimpleNameStartingWith("Oidc")
                .or()
                .haveSimpleNameStartingWith("Scim")
                .or()
                .haveSimpleNameEndingWith("Controller")
                .should()
                .notBePublic()
                .check(HOUSE);
    }

    @Test
    void sqlStaysOutOfStepsAndControllers() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Controller")
                .or()
                .implement(Step.class)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(JdbcClient.class)
                .check(HOUSE);
    }

    @Test
    void thePortalDoesNotKnowTheSandbox() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("vn.mocua.sandbox..")
                .check(HOUSE);
    }

    @Test
    void mainSourcesHoldNoVietnameseLetters() throws IOException {
        var vietnamese = Pattern.compile("[\\u00C0-\\u024F\\u1E00-\\u1EFF]");
        try (var files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java")))
                    .allSatisfy(file -> assertThat(
                                    vietnamese.matcher(Files.readString(file)).find())
                            .as("%s", file)
                            .isFalse());
        }
    }
}
