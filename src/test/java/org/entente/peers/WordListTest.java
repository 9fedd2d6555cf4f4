package org.entente.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// The 2,048 words that two officers read to each other over a telephone when they compare a node
/// card (exchange.md): 11 bits a word, so twelve of them carry 132 bits of a digest. A changed list
/// would make two nodes read different words from the same card, so its properties are pinned here.
class WordListTest {
  private static final List<String> WORDS = read();

  @Test
  void holds_two_to_the_eleventh_lower_case_words_of_four_to_seven_letters() {
    assertThat(WORDS).hasSize(2048).allMatch(word -> word.matches("[a-z]{4,7}"));
  }

  @Test
  void is_sorted_without_a_repetition() {
    assertThat(WORDS).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void tells_every_word_by_its_first_four_letters() {
    assertThat(WORDS).extracting(word -> word.substring(0, 4)).doesNotHaveDuplicates();
  }

  /// One letter misheard, missed or added never makes another word of the list.
  @Test
  void keeps_every_two_words_more_than_one_letter_apart() {
    for (int i = 0; i < WORDS.size(); i++) {
      for (int j = 0; j < i; j++) {
        assertThat(oneLetterApart(WORDS.get(i), WORDS.get(j)))
            .as("%s and %s", WORDS.get(i), WORDS.get(j))
            .isFalse();
      }
    }
  }

  private static boolean oneLetterApart(String one, String other) {
    if (Math.abs(one.length() - other.length()) > 1) {
      return false;
    }
    int same = 0;
    int shorter = Math.min(one.length(), other.length());
    while (same < shorter && one.charAt(same) == other.charAt(same)) {
      same++;
    }
    var rest =
        one.substring(Math.min(one.length(), same + (one.length() < other.length() ? 0 : 1)));
    var otherRest =
        other.substring(Math.min(other.length(), same + (other.length() < one.length() ? 0 : 1)));
    return rest.equals(otherRest);
  }

  private static List<String> read() {
    try (var in =
        Objects.requireNonNull(
            WordListTest.class.getResourceAsStream("words.txt"), "words.txt is a resource")) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
