package dev.skillwire;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// The rules of the house; a room that does not exist yet breaks none.
final class HouseRulesTest {

  private static final List<Source> ALL = Source.all();
  private static final List<Source> MAIN = Source.main(ALL);

  @Nested
  final class TheFiles {

    @Test
    void areFound() {
      assertThat(MAIN).extracting(Source::room).contains("core");
      assertThat(ALL).extracting(Source::path).contains("pom.xml", ".gitignore");
    }

    @Test
    void knowOnlyTheRoomsThatTheyMay() {
      assertThat(House.wrongImports(MAIN)).isEmpty();
    }

    @Test
    void useOnlyTheLibrariesOfTheirRoom() {
      assertThat(House.wrongLibraries(MAIN)).isEmpty();
    }

    @Test
    void ofTheRulesTouchNothingOutside() {
      assertThat(House.impurities(MAIN)).isEmpty();
    }

    @Test
    void haveAtMost400Lines() {
      assertThat(House.tooLong(ALL)).isEmpty();
    }

    @Test
    void areNullMarkedByTheirPackage() {
      assertThat(House.notNullMarked(MAIN)).isEmpty();
    }

    @Test
    void haveNamesThatSaySomething() {
      assertThat(House.badNames(MAIN)).isEmpty();
    }

    @Test
    void askForNoPreviewFeatures() {
      assertThat(House.previewFeatures(ALL)).isEmpty();
    }

    @Test
    void nameNoRegistryAndNoDirectoryOfOneMachine() {
      assertThat(House.ofOneMachine(ALL)).isEmpty();
    }

    @Test
    void haveATestEach() {
      assertThat(House.withoutTest(ALL, TestedElsewhere.TESTS)).isEmpty();
    }
  }

  @Nested
  final class TheClasses {

    private static final JavaClasses CLASSES =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.skillwire");

    @Test
    void formNoCycles() {
      slices().matching("dev.skillwire.(*)..").should().beFreeOfCycles().check(CLASSES);
      slices().matching("dev.skillwire.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void ofTheRulesDependOnValuesOnly() {
      ArchRuleDefinition.classes()
          .that()
          .resideInAPackage("dev.skillwire.core")
          .and()
          .doNotHaveSimpleName("HubPort")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.skillwire.core",
              "java.lang",
              "java.lang.invoke",
              "java.lang.runtime",
              "java.util",
              "java.util.function",
              "java.util.stream",
              "java.time",
              "org.jspecify.annotations")
          .check(CLASSES);
    }

    @Test
    void haveNoGetters() {
      assertThat(
              CLASSES.stream()
                  .flatMap(type -> type.getMethods().stream())
                  .filter(method -> method.getName().matches("get[A-Z].*"))
                  .filter(method -> !inherited(method))
                  .map(JavaMethod::getFullName))
          .isEmpty();
    }

    /// A library may ask for the name.
    private static boolean inherited(JavaMethod method) {
      var owner = method.getOwner();
      return Stream.concat(
              owner.getAllRawSuperclasses().stream(), owner.getAllRawInterfaces().stream())
          .map(JavaClass::getMethods)
          .flatMap(java.util.Collection::stream)
          .anyMatch(other -> other.getName().equals(method.getName()));
    }
  }

  /// A rule that can't fail is none.
  @Nested
  final class TheRules {

    @Test
    void findAWrongImport() {
      assertThat(House.wrongImports(main("log/Log", "import dev.skillwire.core.Event;")))
          .hasSize(1);
      assertThat(House.wrongImports(main("core/Rule", "dev.skillwire.net.Hub hub;"))).hasSize(1);
      assertThat(House.wrongImports(main("app/Hub", "import dev.skillwire.Skillwire;"))).hasSize(1);
      assertThat(House.wrongImports(main("cli/a/B", "import dev.skillwire.net.Hub;"))).hasSize(1);
      assertThat(House.wrongImports(main("garage/Car", ""))).hasSize(1);
      assertThat(House.wrongImports(main("net/Hub", "import dev.skillwire.wire.Codec;"))).isEmpty();
      assertThat(House.wrongImports(main("net/Hub", "// dev.skillwire.cli.Main"))).isEmpty();
    }

    @Test
    void findAWrongLibrary() {
      assertThat(House.wrongLibraries(main("core/A", "import org.slf4j.Logger;"))).hasSize(1);
      assertThat(House.wrongLibraries(main("stream/A", "io.netty.buffer.ByteBuf b;"))).hasSize(1);
      assertThat(House.wrongLibraries(main("net/A", "import java.sql.Connection;"))).hasSize(1);
      assertThat(House.wrongLibraries(main("net/A", "import com.google.common.X;"))).hasSize(1);
      assertThat(House.wrongLibraries(main("net/A", "import io.netty.buffer.ByteBuf;"))).isEmpty();
    }

    @Test
    void findWhatIsNotPure() {
      for (var code :
          List.of(
              "Instant.now()",
              "System.nanoTime()",
              "UUID.randomUUID()",
              "Math.random()",
              "new Random(7)",
              "Thread.sleep(5)",
              "synchronized (this) {}",
              "import java.nio.file.Path;",
              "import java.util.concurrent.locks.Lock;",
              "import java.util.concurrent.CompletableFuture;")) {
        assertThat(House.impurities(main("core/Rule", code))).as(code).isNotEmpty();
        assertThat(House.impurities(main("app/Clock", code))).isEmpty();
      }
      assertThat(
              House.impurities(
                  main("core/HubPort", "import java.util.concurrent.CompletableFuture;")))
          .isEmpty();
    }

    @Test
    void findAFileThatIsTooLong() {
      assertThat(House.tooLong(List.of(new Source("web/page.ts", "x\n".repeat(401))))).hasSize(1);
      assertThat(House.tooLong(List.of(new Source("web/page.ts", "x\n".repeat(400))))).isEmpty();
    }

    @Test
    void findAPackageThatIsNotNullMarked() {
      assertThat(House.notNullMarked(main("net/Hub", ""))).hasSize(1);
      assertThat(House.notNullMarked(main("net/package-info", "/// @NullMarked"))).hasSize(1);
      assertThat(House.notNullMarked(main("net/package-info", "@NullMarked"))).isEmpty();
    }

    @Test
    void findANameThatSaysNothing() {
      for (var name :
          List.of("RunManager", "FrameHandler", "TextUtils", "HubImpl", "AbstractHub")) {
        assertThat(House.badNames(main("net/" + name, ""))).as(name).hasSize(1);
      }
      assertThat(House.badNames(main("net/Hub", "interface IHub {}"))).hasSize(1);
      assertThat(House.badNames(main("net/Inbox", "interface Inbox {}"))).isEmpty();
    }

    @Test
    void findPreviewFeaturesAndDirectoriesOfOneMachine() {
      assertThat(House.previewFeatures(List.of(new Source("pom.xml", "--enable-" + "preview"))))
          .hasSize(1);
      for (var text :
          List.of("cd /wo" + "rk/main", "https://registry.npm" + "js.org/x", "=/tm" + "p/wt/a")) {
        assertThat(House.ofOneMachine(List.of(new Source("README.md", text)))).hasSize(1);
      }
      assertThat(House.ofOneMachine(List.of(new Source("README.md", "$HOME/work/x")))).isEmpty();
    }

    @Test
    void findASourceWithoutATest() {
      var source = main("net/Hub", "if (a) {}").getFirst();
      var test = new Source("src/test/java/dev/skillwire/net/HubTest.java", "");
      var other = new Source("src/test/java/dev/skillwire/net/PageTest.java", "");

      assertThat(House.withoutTest(List.of(source), Map.of())).hasSize(1);
      assertThat(House.withoutTest(List.of(source, test), Map.of())).isEmpty();
      assertThat(House.withoutTest(List.of(source, other), Map.of("net/Hub", "net/PageTest")))
          .isEmpty();
      assertThat(House.withoutTest(main("net/Size", "record Size(int a) {}"), Map.of())).isEmpty();
    }

    private static List<Source> main(String path, String code) {
      return List.of(new Source(Source.MAIN + path + ".java", code));
    }
  }
}
