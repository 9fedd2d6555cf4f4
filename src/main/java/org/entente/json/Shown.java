package org.entente.json;

/// What somebody else wrote, made fit to be read on a screen or in one line of a log. A name on a
/// card, a reason in a receipt, a message that quotes either may hold a line break that begins a
/// line of its own, an escape that moves the cursor, an override that turns the text around, or
/// megabytes.
public final class Shown {
  private static final int MOST = 500;
  private static final int REPLACEMENT = 0xfffd;

  private Shown() {}

  /// At most 500 characters; a space for whatever is none to be seen.
  public static String text(String said) {
    return said.codePoints()
        .limit(MOST)
        .map(Shown::seen)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /// The same between the quotation marks of `reason="…"`, which it cannot end.
  public static String quoted(String said) {
    return text(said).replace('"', '\'');
  }

  /// JSON that says the same, whole, with `\\u009b` for each character that is none to be seen: who
  /// decides about an object must see what is in it.
  public static String json(String json) {
    var shown = new StringBuilder(json.length());
    json.codePoints()
        .forEach(point -> {
          if (point == '\n' || seen(point) == point) {
            shown.appendCodePoint(point);
          } else {
            for (char half : Character.toChars(point)) {
              shown.append("\\u%04x".formatted((int) half));
            }
          }
        });
    return shown.toString();
  }

  private static int seen(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
      case Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE -> REPLACEMENT;
      // of these only the two joiners are part of how words are written
      case Character.FORMAT -> point == 0x200c || point == 0x200d ? point : ' ';
      default -> point;
    };
  }
}
