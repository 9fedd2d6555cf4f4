package org.entente.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.entente.accord.Pillar;
import org.entente.expression.Licence;
import org.entente.expression.SourceKind;
import org.entente.stix.Gate;
import org.entente.stix.Tlp;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/// How words on the command line become terms of the domain: as the documents spell them.
final class Words {
  private Words() {}

  static void teach(CommandLine line) {
    teach(line, Pillar.class, Pillar::named);
    teach(line, SourceKind.class, SourceKind::named);
    teach(line, Licence.class, Licence::named);
    teach(line, Gate.class, Gate::parse);
    teach(line, Tlp.class, Tlp::named);
  }

  private static <E extends Enum<E>> void teach(
      CommandLine line, Class<E> type, Function<String, Optional<E>> named) {
    line.registerConverter(
        type,
        word ->
            named
                .apply(word)
                .orElseThrow(() -> new TypeConversionException("expected one of " + words(type))));
  }

  private static String words(Class<? extends Enum<?>> type) {
    return String.join(
        ", ",
        Arrays.stream(type.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .toList());
  }
}
