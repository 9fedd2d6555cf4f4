package org.entente.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.entente.Shared;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.Sha256;
import org.entente.json.Json;
import org.entente.json.JsonValue.JsonNumber;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.JsonValue.JsonString;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The proofs of transparency-dev/merkle, good and bad. Those over subtrees that start at 0 are
/// proofs over whole trees, so they run too.
class MerkleVectorsTest {
  private static final String VECTORS = "vectors/merkle/testdata/";

  /// Holds there because two equal texts are compared; here a root is a hash or nothing.
  private static final Set<String> NOT_HASHES =
      Set.of("sizes-are-equal-one-and-proof-is-empty.json");

  @TestFactory
  List<DynamicTest> inclusion_proofs_hold_exactly_where_published() throws IOException {
    return tests("inclusion", (json, proof) -> inclusion(json, number(json, "treeSize"), proof));
  }

  @TestFactory
  List<DynamicTest> inclusion_in_subtrees_from_zero_holds_exactly_where_published()
      throws IOException {
    return tests("subtreeinclusion", (json, proof) -> inclusion(json, number(json, "end"), proof));
  }

  @TestFactory
  List<DynamicTest> consistency_proofs_hold_exactly_where_published() throws IOException {
    return tests(
        "consistency",
        (json, proof) ->
            Proofs.verifyConsistency(
                number(json, "size1"),
                hash(json, "root1"),
                number(json, "size2"),
                hash(json, "root2"),
                proof));
  }

  @TestFactory
  List<DynamicTest> consistency_of_subtrees_from_zero_holds_exactly_where_published()
      throws IOException {
    return tests(
        "subtreeconsistency",
        (json, proof) ->
            Proofs.verifyConsistency(
                number(json, "end"),
                hash(json, "root1"),
                number(json, "size"),
                hash(json, "root2"),
                proof));
  }

  @Test
  void the_vectors_are_all_there() throws IOException {
    assertThat(files("inclusion")).hasSize(98);
    assertThat(files("consistency")).hasSize(98);
  }

  private interface Verification {
    void run(JsonObject json, List<Sha256> proof) throws ProofInvalid;
  }

  private static void inclusion(JsonObject json, long size, List<Sha256> proof)
      throws ProofInvalid {
    Proofs.verifyInclusion(
        hash(json, "leafHash"), number(json, "leafIdx"), size, proof, hash(json, "root"));
  }

  private static List<DynamicTest> tests(String folder, Verification verification)
      throws IOException {
    var tests = new ArrayList<DynamicTest>();
    for (var file : files(folder)) {
      tests.add(DynamicTest.dynamicTest(file.toString(), () -> check(file, verification)));
    }
    return tests;
  }

  private static List<Path> files(String folder) throws IOException {
    try (var files = Files.walk(Shared.path(VECTORS + folder))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  private static void check(Path file, Verification verification) throws Exception {
    var json = Json.parseObject(Files.readAllBytes(file));
    if (json.integer("start").orElse(0L) != 0 || json.integer("end").orElse(1L) == 0) {
      return; // the logs here prove whole trees only
    }
    boolean holds;
    try {
      var proof = new ArrayList<Sha256>();
      for (var item : json.array("proof")) {
        proof.add(decode(((JsonString) item).text()));
      }
      verification.run(json, proof);
      holds = true;
    } catch (ProofInvalid e) {
      holds = false;
    }
    var published = !json.bool("wantErr").orElseThrow() && !NOT_HASHES.contains(name(file));
    assertThat(holds).as(file.toString()).isEqualTo(published);
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static long number(JsonObject json, String name) {
    return json.get(name).orElseThrow() instanceof JsonNumber(String text)
        ? Long.parseUnsignedLong(text)
        : -1;
  }

  private static Sha256 hash(JsonObject json, String name) throws ProofInvalid {
    return decode(json.string(name).orElse(""));
  }

  /// A hash of another length can enter no proof here, whatever type carries it.
  private static Sha256 decode(String base64) throws ProofInvalid {
    var bytes = Base64.getDecoder().decode(base64);
    if (bytes.length != Sha256.LENGTH) {
      throw new ProofInvalid("a hash of %d bytes".formatted(bytes.length));
    }
    return Sha256.ofBytes(bytes);
  }
}
