package org.entente.national;

import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Finds any of many names in a text in one pass (Aho and Corasick 1975). Names match whole words,
/// whatever the case, the accents, the vowel points or the punctuation between the words:
///
///     Ministère de l'Énergie   finds   "MINISTERE DE L ENERGIE"
///
/// In Hebrew and Arabic letters a name also matches behind a prefix, since `ב`, `ל`, `و` or `ال`
/// are written together with the word they belong to.
public final class NameMatcher {
  private final Node root = new Node();
  private boolean empty = true;

  private static final class Node {
    private final Map<Character, Node> next = new HashMap<>();
    private Node fallback = this;
    private String name = "";
  }

  public NameMatcher(List<String> names) {
    for (var name : names) {
      add(name);
    }
    link();
  }

  boolean isEmpty() {
    return empty;
  }

  private void add(String name) {
    var key = folded(name);
    if (key.isBlank()) {
      return;
    }
    empty = false;
    var node = root;
    for (int i = prefixed(key) ? 1 : 0; i < key.length(); i++) {
      node = node.next.computeIfAbsent(key.charAt(i), c -> new Node());
    }
    node.name = name;
  }

  private static boolean prefixed(String key) {
    var script = Character.UnicodeScript.of(key.codePointAt(1));
    return script == Character.UnicodeScript.HEBREW || script == Character.UnicodeScript.ARABIC;
  }

  /// Breadth first: each node falls back to the longest other beginning that ends here.
  private void link() {
    var queue = new ArrayDeque<Node>();
    for (var first : root.next.values()) {
      first.fallback = root;
      queue.add(first);
    }
    while (!queue.isEmpty()) {
      var node = queue.remove();
      node.next.forEach((c, child) -> {
        child.fallback = step(node.fallback, c);
        if (child.name.isEmpty()) {
          child.name = child.fallback.name;
        }
        queue.add(child);
      });
    }
  }

  private Node step(Node from, char c) {
    var node = from;
    while (node != root && !node.next.containsKey(c)) {
      node = node.fallback;
    }
    return node.next.getOrDefault(c, root);
  }

  /// The first name in the text.
  public Optional<String> find(String text) {
    if (empty) {
      return Optional.empty();
    }
    var node = root;
    var folded = folded(text);
    for (int i = 0; i < folded.length(); i++) {
      node = step(node, folded.charAt(i));
      if (!node.name.isEmpty()) {
        return Optional.of(node.name);
      }
    }
    return Optional.empty();
  }

  /// ` word word word `: lower case, without accents, one space for whatever is no letter or digit.
  static String folded(String text) {
    var plain = isAscii(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFKD);
    var folded = new StringBuilder(plain.length() + 2).append(' ');
    plain
        .toLowerCase(Locale.ROOT)
        .codePoints()
        .forEach(point -> {
          if (Character.isLetterOrDigit(point)) {
            folded.appendCodePoint(point);
          } else if (!silent(point) && folded.charAt(folded.length() - 1) != ' ') {
            folded.append(' ');
          }
        });
    if (folded.charAt(folded.length() - 1) != ' ') {
      folded.append(' ');
    }
    return folded.toString();
  }

  /// Accents, vowel points, the Arabic stretching stroke and invisible format characters.
  private static boolean silent(int point) {
    int type = Character.getType(point);
    return type == Character.NON_SPACING_MARK || type == Character.FORMAT || point == 0x0640;
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
