package org.entente.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.entente.crypto.Sha256;

/// The 12 words by which people compare a node card over a telephone: the first 132 bits of the
/// SHA-256 of its canonical bytes, 11 bits a word, most significant first, each word's number being
/// its line (from 0) in `words.txt`. Each side reads one half to the other.
///
///     bits 0-10 → word 1, bits 11-21 → word 2, … bits 121-131 → word 12
public record Fingerprint(List<String> words) {
  public static final int WORDS = 12;

  private static final int BITS = 11;
  private static final List<String> LIST = list();

  public Fingerprint {
    words = List.copyOf(words);
  }

  static Fingerprint of(byte[] card) {
    var digest = Sha256.of(card).bytes();
    var words = new ArrayList<String>(WORDS);
    for (int word = 0; word < WORDS; word++) {
      int number = 0;
      for (int bit = word * BITS; bit < (word + 1) * BITS; bit++) {
        number = number << 1 | (digest[bit / 8] >> (7 - bit % 8) & 1);
      }
      words.add(LIST.get(number));
    }
    return new Fingerprint(words);
  }

  /// Reads what somebody typed: 12 words in any case, with any white space between; empty when
  /// there are not 12 or one is not in the list.
  public static Optional<Fingerprint> parse(String text) {
    var words = List.of(text.strip().toLowerCase(Locale.ROOT).split("\\s+"));
    return words.size() == WORDS && LIST.containsAll(words)
        ? Optional.of(new Fingerprint(words))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return String.join(" ", words);
  }

  private static List<String> list() {
    try (var stream = Fingerprint.class.getResourceAsStream("words.txt")) {
      if (stream == null) {
        throw new IllegalStateException("words.txt is missing from this build");
      }
      var words = new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      if (words.size() != 1 << BITS || words.stream().distinct().count() != words.size()) {
        throw new IllegalStateException("words.txt must have 2,048 different words");
      }
      return words;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
