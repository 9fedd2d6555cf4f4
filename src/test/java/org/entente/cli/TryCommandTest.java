package org.entente.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.entente.terminal.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TryCommandTest {
  private static final Path SAMPLE =
      Path.of("src/main/resources/org/entente/demo/sample/first-information.json").toAbsolutePath();
  private static final Path TEMPLATE = Path.of("accords/cyber-defence.yaml").toAbsolutePath();

  @TempDir Path folder;

  @Test
  void tells_of_every_object_what_would_come_of_it_without_a_node() {
    var typed = new Typed(folder);
    var tried = typed.done("try", SAMPLE, "--accord", TEMPLATE);

    var outcomes = tried.object("outcomes").orElseThrow();
    for (var outcome : new String[] {"released", "redacted", "held", "withheld"}) {
      assertThat(outcomes.integer(outcome).orElse(0L)).as(outcome).isPositive();
    }
    assertThat(tried.array("objects"))
        .hasSize(tried.integer("objectsTotal").orElseThrow().intValue());
    assertThat(folder).isEmptyDirectory();
  }

  /// Whoever types what README.md shows sees what it shows.
  @Test
  void says_what_the_readme_says_it_says() throws IOException {
    var typed = new Typed(folder);
    typed.run("try", SAMPLE, "--accord", TEMPLATE);
    var readme = Files.readString(Path.of("README.md"));
    var shown = readme.substring(readme.indexOf("XA to XB under"), readme.indexOf("and, among"));
    assertThat(typed.out()).startsWith(shown.stripIndent().strip().replace("\n    ", "\n"));
    var lines = readme.substring(readme.indexOf("and, among"), readme.indexOf("So an indicator"));
    assertThat(lines.lines().filter(line -> line.startsWith("    ")).map(String::strip))
        .hasSizeGreaterThan(5)
        .allSatisfy(line -> {
          var words = line.replace("…", "").split("  +", 4);
          assertThat(typed.out().lines())
              .anyMatch(real ->
                  real.startsWith(words[0] + " ")
                      && real.contains(" " + words[1] + " ")
                      && real.contains(words[2].split(" ", -1)[0])
                      && real.contains(words[3]));
        });
  }

  @Test
  void groups_the_reasons_for_a_reader() {
    var typed = new Typed(folder);
    typed.run("try", SAMPLE, "--accord", TEMPLATE, "--from", "XB", "--to", "XA", "--lang", "fr");
    assertThat(typed.exit()).isEqualTo(Answer.DONE);
    assertThat(typed.out()).contains("XB to XA").contains("OUTCOME").contains("withheld");
  }

  @Test
  void a_party_that_the_accord_does_not_have_is_refused_with_those_it_has() {
    var typed = new Typed(folder);
    typed.run("try", SAMPLE, "--accord", TEMPLATE, "--to", "FR", "--json");
    assertThat(typed.error("code")).isEqualTo("unknown-party");
    assertThat(typed.error("next")).contains("XA, XB");
  }
}
