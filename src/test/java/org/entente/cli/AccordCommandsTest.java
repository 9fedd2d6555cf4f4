package org.entente.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.entente.terminal.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AccordCommandsTest {
  @TempDir Path folder;
  private Typed typed;

  @BeforeEach
  void two_nodes_have_exchanged_their_cards() {
    typed = new Typed(folder);
    typed.init("a", "IL", "CERT First");
    typed.init("b", "MA", "CERT Second");
    typed.done("card", "--home", "a", "--out", "a.json");
    typed.done("card", "--home", "b", "--out", "b.json");
  }

  @Test
  void a_draft_keeps_the_templates_text_and_takes_the_parties_of_the_cards() throws Exception {
    typed.done("accord", "new", "a.json", "b.json", "--out", "draft.yaml");
    var draft = Files.readString(folder.resolve("draft.yaml"));
    assertThat(draft).contains("# How to read it: a `permit` lets something go");

    var checked = typed.done("accord", "check", "draft.yaml");
    assertThat(checked.array("parties")).hasSize(2);
    assertThat(checked.array("clauses").size()).isGreaterThan(24);
    typed.run("accord", "check", "draft.yaml");
    assertThat(typed.out()).contains("IL  CERT First").contains("No problems.");
  }

  @Test
  void a_check_tells_every_problem_with_its_line() throws Exception {
    typed.done("accord", "new", "a.json", "b.json", "--out", "draft.yaml");
    var faulty =
        Files.readString(folder.resolve("draft.yaml"))
            .replace("visibility: public", "visibility: secret")
            .replace("renewal: tacit", "renewal: maybe");
    Files.writeString(folder.resolve("faulty.yaml"), faulty);

    typed.run("accord", "check", "faulty.yaml", "--json");
    assertThat(typed.exit()).isEqualTo(Answer.FAILED);
    assertThat(typed.error("code")).isEqualTo("accord");
    assertThat(typed.json().array("problems")).hasSize(2);
    typed.run("accord", "check", "faulty.yaml");
    assertThat(typed.err()).contains("line 22, column 13").contains("visibility");
  }

  @Test
  void an_amendment_that_would_reach_back_is_neither_checked_nor_signed() throws Exception {
    typed.done("accord", "new", "a.json", "b.json", "--out", "draft.yaml");
    var amended =
        Files.readString(folder.resolve("draft.yaml"))
            .replaceFirst("(?m)^revision: 1.*", "revision: 2\nsupersedes: " + "0a".repeat(32));
    var past = amended.replaceFirst("from: 20\\d\\d-\\d\\d-\\d\\d,", "from: 2026-01-01,");
    var ahead =
        amended
            .replaceFirst("from: 20\\d\\d-\\d\\d-\\d\\d,", "from: 2126-01-01,")
            .replaceFirst("until: 20\\d\\d-\\d\\d-\\d\\d,", "until: 2129-01-01,");
    Files.writeString(folder.resolve("past.yaml"), past);
    Files.writeString(folder.resolve("ahead.yaml"), ahead);
    for (var command : new String[] {"check", "sign"}) {
      typed.run("accord", command, "past.yaml", "--home", "a", "--json");
      assertThat(typed.error("code")).isEqualTo("accord");
      assertThat(typed.error("message")).contains("let duration.from be a day to come");
      typed.done("accord", command, "ahead.yaml", "--home", "a");
    }
    assertThat(Files.exists(folder.resolve("past.yaml.signed"))).isFalse();
  }

  @Test
  void each_party_signs_in_its_turn_until_nobody_is_missing() throws Exception {
    typed.done("accord", "new", "a.json", "b.json", "--out", "draft.yaml");
    var first = typed.done("accord", "sign", "draft.yaml", "--home", "a");
    assertThat(first.strings("missing"))
        .containsExactly("MA signatory (Ed25519)", "MA signatory (ML-DSA-65)");

    var second = typed.done("accord", "sign", "draft.yaml.signed", "--keys", "b/keys");
    assertThat(second.strings("missing")).isEmpty();
    var shown = typed.done("accord", "show", "draft.yaml.signed");
    assertThat(shown.strings("signedBy")).hasSize(2);
    assertThat(shown.string("digest")).isEqualTo(first.string("digest"));
  }

  @Test
  void keys_that_the_accord_does_not_list_cannot_sign_it() throws Exception {
    typed.init("c", "FR", "CERT Third");
    typed.done("accord", "new", "a.json", "b.json", "--out", "draft.yaml");
    typed.run("accord", "sign", "draft.yaml", "--home", "c", "--json");
    assertThat(typed.error("code")).isEqualTo("accord");

    typed.run("accord", "sign", "draft.yaml", "--keys", ".", "--json");
    assertThat(typed.error("code")).isEqualTo("no-signing-keys");
  }

  @Test
  void a_card_goes_on_naming_the_signing_keys_when_they_are_kept_elsewhere() throws Exception {
    var before = typed.done("card", "--home", "a");
    for (var name : List.of("sign-Ed25519.json", "sign-ML-DSA-65.json")) {
      Files.move(folder.resolve("a/keys").resolve(name), folder.resolve(name));
    }
    assertThat(typed.done("card", "--home", "a")).isEqualTo(before);
    typed.done("accord", "new", "a.json", "b.json", "--out", "draft.yaml");
    typed.done("accord", "sign", "draft.yaml", "--keys", ".");
  }
}
