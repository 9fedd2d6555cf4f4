package org.entente.stix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.entente.Shared;
import org.entente.conformance.StixCheck;
import org.entente.crypto.Sha256;
import org.entente.stix.StixStream.Item;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What real producers publish, dirt included.
class RealStixTest {
  private static final List<String> DEMO_FOLDERS =
      List.of(
          "data/eset-malware-ioc-as-stix21",
          "data/pymisp-test-events-as-stix21",
          "data/attack-stix-2.1",
          "data/oca-iob");

  /// Which of two different contents of one key comes first decides how many repeat it.
  private static final Comparator<Path> BY_NAME =
      Comparator.comparing((Path file) -> file.getFileName().toString())
          .thenComparing(Path::toString);

  @Test
  void the_four_demo_folders_have_the_known_objects_duplicates_and_conflicts() throws IOException {
    Map<VersionKey, Sha256> first = new HashMap<>();
    Set<StixId> observables = new HashSet<>();
    int read = 0;
    int duplicates = 0;
    int conflicts = 0;
    int furtherObservables = 0;
    for (var folder : DEMO_FOLDERS) {
      for (var item : items(Shared.path(folder))) {
        assertThat(item).isInstanceOf(Item.Whole.class);
        var object = ((Item.Whole) item).object();
        read++;
        var before = first.putIfAbsent(object.key(), object.canonicalDigest());
        if (before != null) {
          boolean same = before.equals(object.canonicalDigest());
          duplicates += same ? 1 : 0;
          conflicts += same ? 0 : 1;
        } else if (object.kind() == Kind.SCO && !observables.add(object.id())) {
          furtherObservables++;
        }
        assertThat(Gate.TOLERANT.refusedFor(StixCheck.problems(object))).isEmpty();
      }
    }
    assertThat(read).isEqualTo(8_415);
    assertThat(duplicates).isEqualTo(126);
    assertThat(furtherObservables).isEqualTo(21);
    assertThat(conflicts).isEqualTo(148);
    assertThat(first).hasSize(8_141);
  }

  @ParameterizedTest
  @CsvSource({
    "data/capec-stix-2.1",
    "data/oasis-cti-documentation",
    "data/oasis-json-schema-examples",
    "data/coa-playbook-ext",
    "data/misp-stix-tests",
    "data/tlp2-oasis",
  })
  void every_object_of_a_published_folder_reads(String folder) throws IOException {
    var items = items(Shared.path(folder));
    assertThat(items).isNotEmpty().allMatch(Item.Whole.class::isInstance);
  }

  /// Published as examples of the standard, so a problem found in them is a mistake here.
  @ParameterizedTest
  @ValueSource(strings = {"data/capec-stix-2.1", "data/oasis-cti-documentation", "data/tlp2-oasis"})
  void the_published_examples_break_nothing(String folder) throws IOException {
    for (var item : items(Shared.path(folder))) {
      assertThat(StixCheck.problems(((Item.Whole) item).object())).isEmpty();
    }
  }

  private static List<Item> items(Path folder) throws IOException {
    var items = new ArrayList<Item>();
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).sorted(BY_NAME).toList()) {
        read(file, items);
      }
    }
    return items;
  }

  private static void read(Path file, List<Item> items) throws IOException {
    try (var in = new BufferedInputStream(Files.newInputStream(file))) {
      var stream = new StixStream(in);
      for (var item = stream.next(); item.isPresent(); item = stream.next()) {
        if (!(item.get() instanceof Item.Foreign)) {
          items.add(item.get());
        }
      }
    }
  }
}
