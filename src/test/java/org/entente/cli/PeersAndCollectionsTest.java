package org.entente.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.entente.terminal.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PeersAndCollectionsTest {
  @TempDir Path folder;

  @Test
  void a_partner_is_unconfirmed_until_the_words_of_its_card_are_given() {
    var typed = new Typed(folder);
    typed.init("a");
    typed.init("b", "MA", "CERT Second");
    var card = typed.done("card", "--home", "b", "--out", "b.json");
    var words = card.string("fingerprint").orElseThrow();

    var added = typed.done("peer", "add", "b.json", "--home", "a");
    assertThat(added.string("state")).hasValue("UNCONFIRMED");

    var others = words.replaceFirst("^\\S+", words.substring(words.lastIndexOf(' ') + 1));
    typed.run("peer", "confirm", "MA", "--fingerprint", others, "--home", "a", "--json");
    assertThat(typed.error("code")).isEqualTo("fingerprint");

    var confirmed =
        typed.done("peer", "confirm", "CERT Second", "--fingerprint", words, "--home", "a");
    assertThat(confirmed.string("state")).hasValue("CONFIRMED");
    var listed = typed.done("peer", "list", "--home", "a").array("peers");
    assertThat(listed).containsExactly(confirmed);
  }

  @Test
  void a_card_with_other_words_is_not_even_added() {
    var typed = new Typed(folder);
    typed.init("a");
    typed.init("b", "MA", "CERT Second");
    typed.done("card", "--home", "b", "--out", "b.json");
    var own = typed.done("card", "--home", "a").string("fingerprint").orElseThrow();

    typed.run("peer", "add", "b.json", "--fingerprint", own, "--home", "a", "--json");
    assertThat(typed.error("code")).isEqualTo("fingerprint");
    assertThat(typed.done("peer", "list", "--home", "a").array("peers")).isEmpty();
  }

  @Test
  void a_name_that_nobody_bears_is_refused_with_the_names_there_are() {
    var typed = new Typed(folder);
    typed.init("a");
    typed.run("collection", "open", "information", "--to", "ZZ", "--home", "a", "--json");
    assertThat(typed.error("code")).isEqualTo("unknown-partner");

    typed.run("collection", "open", "news", "--to", "all", "--home", "a", "--json");
    assertThat(typed.error("next")).contains("information, operations, research, knowledge");
  }

  @Test
  void collections_start_closed_and_are_opened_and_closed_by_name() {
    var typed = new Typed(folder);
    typed.init("a");
    var added =
        typed.done(
            "collection",
            "add",
            "public",
            "--title",
            "Public feeds",
            "--pillar",
            "information",
            "--intake",
            "tolerant",
            "--source",
            "public",
            "--unmarked",
            "CLEAR",
            "--home",
            "a");
    assertThat(added.array("openTo")).isEmpty();
    assertThat(added.string("unmarked")).hasValue("TLP:CLEAR");

    var opened = typed.done("collection", "open", "public", "--to", "all", "--home", "a");
    assertThat(opened.strings("openTo")).containsExactly("*");
    var closed = typed.done("collection", "close", "public", "--to", "all", "--home", "a");
    assertThat(closed.array("openTo")).isEmpty();
    assertThat(typed.done("collection", "list", "--home", "a").array("collections")).hasSize(5);

    typed.run(
        "collection",
        "add",
        "x",
        "--title",
        "X",
        "--pillar",
        "war",
        "--source",
        "own",
        "--home",
        "a",
        "--json");
    assertThat(typed.exit()).isEqualTo(Answer.USAGE);
    assertThat(typed.error("message")).contains("information, operations, research, knowledge");
  }
}
