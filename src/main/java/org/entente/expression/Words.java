package org.entente.expression;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How the document spells the constants of our enumerations: `TWO_OFFICERS` is `two-officers`.
public final class Words {
  private Words() {}

  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static <E extends Enum<E>> Optional<E> read(Class<E> type, String word) {
    return Arrays.stream(type.getEnumConstants()).filter(e -> of(e).equals(word)).findFirst();
  }
}
