package io.geocompliance.gateway;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Who may import whom, and where third-party code lives; the table of src/docs/architecture.md. */
@AnalyzeClasses(packages = ArchitectureTest.BASE, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    static final String BASE = "io.geocompliance.gateway";

    private static final List<String> STATIONS = List.of(
            "client",
            "geo",
            "rules",
            "notice",
            "html",
            "coding",
            "response",
            "audit",
            "witness",
            "proxy",
            "config",
            "admin",
            "demo");

    private static final Map<String, Set<String>> MAY_IMPORT = Map.of(
            "rules", Set.of("geo", "notice"),
            "response", Set.of("rules", "notice"),
            "audit", Set.of("client", "geo", "rules", "html"),
            "witness", Set.of("audit"),
            "demo", Set.of("proxy"),
            "proxy", Set.of("client", "geo", "rules", "notice", "html", "coding", "response", "audit"),
            "admin", Set.of("client", "geo", "rules", "notice", "html", "coding", "audit", "proxy", "config"));

    /** Rooms of a station: each knows of its own station only what is named, and of the others less than the station may. */
    private static final Map<String, Set<String>> ROOMS = Map.of(
            "proxy.front", Set.of("client"),
            "proxy.upstream", Set.of(),
            "coding.splice", Set.of("coding"),
            "audit.tlog", Set.of(),
            "audit.files", Set.of("audit.tlog"),
            "audit.verify", Set.of("audit.tlog", "audit.files"),
            "audit.ship", Set.of("audit.tlog", "audit.files"),
            "audit.report", Set.of("audit.tlog", "audit.files", "audit.verify"),
            "audit.export", Set.of("audit.tlog", "audit.files", "audit.verify"));

    /** What {@code config} may know of the stations: values without behaviour of their own. */
    private static final Set<String> SETTINGS = Set.of(
            "audit.tlog.WitnessPolicy",
            "client.Cidr",
            "client.IpAddress",
            "geo.Anonymity",
            "geo.IsoCodes",
            "geo.Prefix",
            "geo.Region",
            "notice.Notice",
            "notice.NoticeText",
            "rules.Decision",
            "rules.Duties",
            "rules.Duty",
            "rules.HeaderChanges",
            "rules.PathGlob",
            "rules.Rule",
            "rules.RuleTest",
            "geo.Place");

    @ArchTest
    static void stationsImportOnlyWhatTheTableAllows(JavaClasses gateway) {
        for (String station : STATIONS) {
            if (station.equals("config")) {
                continue;
            }
            Set<String> allowed = MAY_IMPORT.getOrDefault(station, Set.of());
            String[] forbidden = Stream.concat(
                            STATIONS.stream().filter(other -> !other.equals(station) && !allowed.contains(other)),
                            Stream.of(""))
                    .map(other -> other.isEmpty() ? BASE : BASE + "." + other + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(BASE + "." + station + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(forbidden)
                    .because(station + " may import only " + allowed)
                    .check(gateway);
        }
    }

    @ArchTest
    static void roomsImportOnlyWhatTheTableAllows(JavaClasses gateway) {
        ROOMS.forEach((room, allowed) -> {
            List<String> known = Stream.concat(allowed.stream(), Stream.of(room))
                    .map(name -> BASE + "." + name + "..")
                    .toList();
            noClasses()
                    .that()
                    .resideInAPackage(BASE + "." + room + "..")
                    .should()
                    .dependOnClassesThat(resideInAPackage(BASE + "..")
                            .and(DescribedPredicate.not(resideInAnyPackage(known.toArray(String[]::new)))))
                    .because(room + " may import only " + allowed)
                    .check(gateway);
        });
    }

    @ArchTest
    static final ArchRule configKnowsSettingsAlone = noClasses()
            .that()
            .resideInAPackage(BASE + ".config..")
            .should()
            .dependOnClassesThat(stationsOtherThanSettings())
            .because("config reads files into the stations' settings records and the values they are made of");

    @ArchTest
    static final ArchRule nobodyAsksTheCommandLine = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + ".command..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(BASE + ".command..");

    @ArchTest
    static final ArchRule stationsHaveNoCycle =
            slices().matching(BASE + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static void thirdPartiesStayAtHome(JavaClasses gateway) {
        home("io.vertx..", gateway, "proxy", "admin", "demo", "command", "");
        home("io.netty..", gateway, "proxy", "admin", "");
        home("com.maxmind..", gateway, "geo");
        home("com.github.benmanes..", gateway, "geo");
        home("org.jctools..", gateway, "audit");
        home("org.snakeyaml..", gateway, "config");
        home("io.micrometer..", gateway, "admin");
        home("io.prometheus..", gateway, "admin");
        home("com.aayushatharva..", gateway, "coding");
        home("com.github.luben..", gateway, "coding");
        home("com.sun.net.httpserver..", gateway, "witness");
        home("org.apache.kafka..", gateway, "audit.ship");
        home("picocli..", gateway, "command");
    }

    @ArchTest
    static final ArchRule recordsHoldNoAddress = noClasses()
            .that()
            .resideInAPackage(BASE + ".audit..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName(BASE + ".client.IpAddress")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName(BASE + ".client.Cidr")
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("java.net..")
            .because("a record that can't hold an address can't give one away");

    @ArchTest
    static final ArchRule mainAloneExits = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(BASE + ".command.Main")
            .should()
            .callMethod(System.class, "exit", int.class);

    @ArchTest
    static final ArchRule everyPackageIsNullMarked = classes()
            .that()
            .haveSimpleName("package-info")
            .should()
            .beAnnotatedWith("org.jspecify.annotations.NullMarked");

    private static void home(String thirdParty, JavaClasses gateway, String... rooms) {
        String[] homes = Arrays.stream(rooms)
                .map(room -> room.isEmpty() ? BASE : BASE + "." + room + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideOutsideOfPackages(homes)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(thirdParty)
                .because(thirdParty + " is at home in " + Arrays.toString(homes))
                .check(gateway);
    }

    private static DescribedPredicate<JavaClass> stationsOtherThanSettings() {
        DescribedPredicate<JavaClass> aStation =
                resideInAPackage(BASE + "..").and(DescribedPredicate.not(resideInAPackage(BASE + ".config..")));
        DescribedPredicate<JavaClass> settings = DescribedPredicate.describe(
                "settings and the values they are made of",
                type -> simpleNameEndingWith("Settings").test(outermost(type))
                        || SETTINGS.contains(outermost(type).getName().substring(BASE.length() + 1)));
        return aStation.and(DescribedPredicate.not(settings)).as("stations other than their settings");
    }

    private static JavaClass outermost(JavaClass type) {
        JavaClass outer = type;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer;
    }
}
