package org.entente.cli;

import java.util.stream.Collectors;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What is wrong with what was typed, in words of people who do not know the library that read it.
final class Misspelt {
  private static final int MAX_SHOWN = 60;

  private Misspelt() {}

  static String told(ParameterException e) {
    return switch (e) {
      case MissingParameterException missing -> missing(missing);
      case OverwrittenOptionException twice -> name(twice.getOverwritten()) + " stands twice";
      case UnmatchedArgumentException unmatched -> unmatched(unmatched);
      default ->
          e.getArgSpec() == null || e.getValue() == null
              ? String.valueOf(e.getMessage())
              : "%s: %s, found \"%s\""
                  .formatted(name(e.getArgSpec()), expected(e), shown(e.getValue()));
    };
  }

  private static String missing(MissingParameterException e) {
    var missing =
        e.getMissing().stream()
            .map(each -> each.isOption() ? name(each) + " " + each.paramLabel() : name(each))
            .collect(Collectors.joining(" and "));
    return missing.isEmpty()
        ? String.valueOf(e.getMessage())
        : missing + (e.getMissing().size() == 1 ? " is missing" : " are missing");
  }

  private static String unmatched(UnmatchedArgumentException e) {
    var word = e.getUnmatched().getFirst();
    if (word.startsWith("-")) {
      return "there is no option " + shown(word);
    }
    return e.getCommandLine().getSubcommands().isEmpty()
        ? "\"%s\" is more than it takes".formatted(shown(word))
        : "there is no command \"%s\"".formatted(shown(word));
  }

  private static String expected(ParameterException e) {
    var type = e.getArgSpec().type();
    if (type == int.class || type == long.class) {
      return "expected a whole number";
    }
    if (type == boolean.class) {
      return "takes no value";
    }
    // Converters of our own say what they expect; the library puts its words before theirs.
    return e.getCause() instanceof TypeConversionException ours
        ? String.valueOf(ours.getMessage())
        : "expected " + e.getArgSpec().paramLabel();
  }

  private static String name(ArgSpec spec) {
    return spec instanceof OptionSpec option ? option.longestName() : spec.paramLabel();
  }

  private static String shown(String word) {
    var visible = word.replaceAll("\\p{Cntrl}", "?");
    return visible.length() <= MAX_SHOWN ? visible : visible.substring(0, MAX_SHOWN) + "…";
  }
}
