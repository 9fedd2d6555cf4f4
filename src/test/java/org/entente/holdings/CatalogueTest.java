package org.entente.holdings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.entente.accord.Pillar;
import org.entente.expression.Licence;
import org.entente.expression.Source;
import org.entente.expression.SourceKind;
import org.entente.stix.Gate;
import org.entente.stix.Tlp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CatalogueTest {
  private static final NewCollection VENDOR =
      new NewCollection(
          UUID.fromString("7e2f9a34-52d6-4d4f-8a3e-1c6f6a5b9d10"),
          "vendor",
          "Bought feeds",
          Pillar.KNOWLEDGE,
          Gate.STRICT,
          new Source(
              SourceKind.VENDOR,
              Optional.of(Licence.SHARE_ATTRIBUTED),
              Set.of("identity--a", "identity--b"),
              Optional.empty()),
          Optional.of(Tlp.AMBER_STRICT));

  @TempDir Path folder;
  private TestStore store;

  @BeforeEach
  void open() {
    store = new TestStore(folder);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void a_collection_is_read_back_as_it_was_declared_and_starts_closed() {
    var made = add(VENDOR).orElseThrow();
    assertThat(made.id()).isEqualTo(VENDOR.id());
    assertThat(made.title()).isEqualTo("Bought feeds");
    assertThat(made.pillar()).isEqualTo(Pillar.KNOWLEDGE);
    assertThat(made.gate()).isEqualTo(Gate.STRICT);
    assertThat(made.source()).isEqualTo(VENDOR.source());
    assertThat(made.unmarked()).contains(Tlp.AMBER_STRICT);
    assertThat(made.openTo()).isEmpty();
    Optional<Collection> byId =
        store.database.read(connection -> Catalogue.identified(connection, VENDOR.id()));
    assertThat(byId).contains(made);
  }

  @Test
  void a_name_or_an_id_is_given_once() {
    add(VENDOR);
    assertThat(add(VENDOR)).isEmpty();
    assertThat(add(renamed("other", VENDOR.id()))).isEmpty();
    assertThat(add(renamed("other", UUID.randomUUID()))).isPresent();
    List<Collection> all = store.database.read(Catalogue::all);
    assertThat(all).extracting(Collection::name).containsExactly("vendor", "other");
  }

  @Test
  void a_name_is_one_that_fits_a_command_line_and_a_url() {
    assertThatThrownBy(() -> renamed("Two words", UUID.randomUUID()))
        .hasMessageContaining("\"Two words\"");
    assertThatThrownBy(() -> renamed("../up", UUID.randomUUID()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Optional<Collection> add(NewCollection made) {
    return store.database.write(connection -> Catalogue.add(connection, made));
  }

  private static NewCollection renamed(String name, UUID id) {
    return new NewCollection(
        id,
        name,
        VENDOR.title(),
        VENDOR.pillar(),
        VENDOR.gate(),
        VENDOR.source(),
        VENDOR.unmarked());
  }
}
