package org.entente.accord;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.entente.document.AccordReader;
import org.entente.json.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The accords that come with the product pass their own check, examples included.
class ShippedAccordsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"accords/cyber-defence.yaml", "accords/examples/morocco-israel-2021.yaml"})
  void passes_the_check(String file) throws Exception {
    assertThat(AccordReader.check(Files.readAllBytes(Path.of(file))).problems()).isEmpty();
  }

  @Test
  void the_template_has_four_pillars_and_four_languages() throws Exception {
    var accord =
        AccordReader.read(Files.readAllBytes(Path.of("accords/cyber-defence.yaml"))).accord();
    assertThat(accord.articles()).extracting(Article::pillar).contains(Pillar.values());
    assertThat(accord.clauses().count()).isBetween(25L, 40L);
    assertThat(accord.clauses())
        .allMatch(clause -> clause.text().byLanguage().keySet().size() == 4, "in four languages");
  }

  /// The example shows the template between two parties; what one learns of one holds for the
  /// other.
  @Test
  void the_example_has_the_clauses_of_the_template() throws Exception {
    assertThat(articles("accords/examples/morocco-israel-2021.yaml"))
        .isEqualTo(articles("accords/cyber-defence.yaml"));
  }

  @Test
  void translations_say_in_the_title_that_they_are_drafts() throws Exception {
    var drafts = Map.of("fr", "projet de traduction", "ar", "مسودة ترجمة", "he", "טיוטת תרגום");
    for (var file :
        List.of("accords/cyber-defence.yaml", "accords/examples/morocco-israel-2021.yaml")) {
      var title = AccordReader.read(Files.readAllBytes(Path.of(file))).accord().title();
      drafts.forEach((language, draft) -> assertThat(title.in(language)).contains(draft));
    }
  }

  private static JsonValue articles(String file) throws Exception {
    var accord = AccordReader.read(Files.readAllBytes(Path.of(file))).accord();
    return accord.document().get("articles").orElseThrow();
  }
}
