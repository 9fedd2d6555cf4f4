package org.entente;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.entente.crypto.Sha256;
import org.entente.json.JsonValue.JsonObject;
import org.entente.ledger.Vectors;
import org.junit.jupiter.api.Test;

/// The bytes that docs/protocol shows are those of its vectors, and the files it names are there.
class ProtocolDocumentsTest {
  private static final Path DOCUMENTS = Path.of("docs/protocol");
  private static final Path RESOURCES = Path.of("src/main/resources/org/entente");

  /// Without white space, since long lines are broken for reading.
  private static String document(String name) throws IOException {
    return Files.readString(DOCUMENTS.resolve(name)).replaceAll("\\s", "");
  }

  private static JsonObject release() throws Exception {
    return (JsonObject) Vectors.log().array("entries").get(1);
  }

  @Test
  void log_shows_entry_1_of_the_vectors_its_root_and_its_proof() throws Exception {
    var leaf = Vectors.bytes(release(), "leaf");
    var log = document("log.md");
    assertThat(log).contains("01" + new String(leaf, 1, leaf.length - 1, UTF_8));
    assertThat(log).contains("vectors," + leaf.length + "bytes");
    var vectors = Vectors.log();
    var proof = vectors.string("proof").orElseThrow();
    assertThat(log).contains(proof.substring(0, proof.indexOf("\n\n")).replaceAll("\\s", ""));
    assertThat(log).contains(vectors.strings("roots").getLast());
    vectors
        .string("cosigned")
        .orElseThrow()
        .lines()
        .filter(line -> line.startsWith("—"))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1).substring(0, 16))
        .forEach(signature -> assertThat(log).contains(signature));
  }

  @Test
  void exchange_shows_the_header_of_entry_1() throws Exception {
    var header = new String(Vectors.opening(release(), "header").content(), UTF_8);
    assertThat(document("exchange.md")).contains(header);
  }

  @Test
  void files_beside_the_documents_are_where_and_what_they_say() throws Exception {
    var words = Files.readAllBytes(RESOURCES.resolve("peers/words.txt"));
    assertThat(document("exchange.md")).contains(Sha256.of(words).hex());
    assertThat(document("exchange.md")).contains(RESOURCES + "/peers/words.txt");
    assertThat(RESOURCES.resolve("document/entente-accord-1.schema.json")).exists();
    assertThat(document("accord.md")).contains(RESOURCES + "/document/");
  }
}
