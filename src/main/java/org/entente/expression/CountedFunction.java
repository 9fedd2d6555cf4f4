package org.entente.expression;

import dev.cel.common.CelOptions;
import dev.cel.common.values.CelByteString;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.RuntimeEquality;
import dev.cel.runtime.RuntimeHelpers;
import dev.cel.runtime.standard.CelStandardOverload;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// CEL's own operators and functions whose work grows with what they are given, each with its count
/// before it ([WorkBudget]): equality and `in` by what is compared, all others by their texts.
final class CountedFunction {
  private static final Set<String> EQUALITY = Set.of("equals", "not_equals");
  private static final String IN_LIST = "in_list";
  private static final String CONTAINS = "contains_string";
  private static final int SHORT = 64;

  private CountedFunction() {}

  static boolean isCounted(CelStandardOverload overload, CelOptions options) {
    return isCounted(binding(overload, options));
  }

  private static boolean isCounted(CelFunctionBinding binding) {
    return EQUALITY.contains(binding.getOverloadId())
        || binding.getOverloadId().equals(IN_LIST)
        || binding.getArgTypes().contains(String.class)
        || binding.getArgTypes().contains(CelByteString.class);
  }

  private static CelFunctionBinding binding(CelStandardOverload overload, CelOptions options) {
    return overload.newFunctionBinding(
        options, RuntimeEquality.create(RuntimeHelpers.create(), options));
  }

  /// Each of them, counted.
  static List<CelFunctionBinding> all(CelOptions options) {
    var standard = new ArrayList<CelFunctionBinding>();
    CelStandardFunctions.newBuilder()
        .filterFunctions((_, overload) -> standard.add(binding(overload, options)))
        .build();
    return standard.stream()
        .filter(CountedFunction::isCounted)
        .map(CountedFunction::counted)
        .toList();
  }

  private static CelFunctionBinding counted(CelFunctionBinding binding) {
    var id = binding.getOverloadId();
    var function = binding.getDefinition();
    return CelFunctionBinding.from(
        id,
        binding.getArgTypes(),
        given -> {
          if (EQUALITY.contains(id)) {
            WorkBudget.compare(given[0], given[1]);
          } else if (id.equals(IN_LIST)) {
            ((List<?>) given[1]).forEach(item -> WorkBudget.compare(given[0], item));
          } else {
            WorkBudget.read(given);
          }
          return id.equals(CONTAINS)
              ? contains((String) given[0], (String) given[1])
              : function.apply(given);
        });
  }

  /// In time that grows with the texts, not with their product as [String#contains] does: both may
  /// be the object's (Knuth, Morris and Pratt, 1977).
  private static boolean contains(String text, String part) {
    if (part.length() <= SHORT || part.length() > text.length()) {
      return text.contains(part);
    }
    var shorter = borders(part);
    int met = 0;
    for (int i = 0; i < text.length(); i++) {
      while (met > 0 && text.charAt(i) != part.charAt(met)) {
        met = shorter[met - 1];
      }
      if (text.charAt(i) == part.charAt(met)) {
        met++;
      }
      if (met == part.length()) {
        return true;
      }
    }
    return false;
  }

  /// For each beginning of the text the length of the longest proper one that it also ends with.
  private static int[] borders(String text) {
    var borders = new int[text.length()];
    int length = 0;
    for (int i = 1; i < text.length(); i++) {
      while (length > 0 && text.charAt(i) != text.charAt(length)) {
        length = borders[length - 1];
      }
      if (text.charAt(i) == text.charAt(length)) {
        length++;
      }
      borders[i] = length;
    }
    return borders;
  }
}
