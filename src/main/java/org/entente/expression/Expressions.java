package org.entente.expression;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.entente.stix.Pap;
import org.entente.stix.Tlp;

/// Compiles the expressions of clauses and of national rules: CEL (cel.dev, language definition)
/// over the names of [Vocabulary], type-checked, with a boolean result.
///
/// Cost is bounded four ways: a short text, no joining of texts or lists, a budget of steps over
/// lists, and one of characters and values looked through ([WorkBudget]). There is nothing in it
/// that reads a clock, and no function of the time zone database, which differs between machines:
/// two nodes evaluate alike.
public final class Expressions {
  static final int MAX_CHARACTERS = 4_000;
  static final int MAX_ITERATIONS = 10_000;
  private static final int MAX_DEPTH = 32;
  private static final int MAX_NODES = 2_000;
  private static final int MAX_REGEX_PROGRAM = 500;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .maxExpressionCodePointSize(MAX_CHARACTERS)
          .maxParseRecursionDepth(MAX_DEPTH)
          .maxParseExpressionNodeCount(MAX_NODES)
          .maxRegexProgramSize(MAX_REGEX_PROGRAM)
          .comprehensionMaxIterations(MAX_ITERATIONS)
          .enableHeterogeneousNumericComparisons(true) // a JSON number may be int or double
          .build();

  private static final CelCompiler COMPILER = compiler();
  private static final CelRuntime RUNTIME = runtime();

  private static final Pattern NO_OVERLOAD =
      Pattern.compile("(?s)found no matching overload for '(.*?)' applied to '(.*?)' .*");
  private static final Pattern UNEXPECTED =
      Pattern.compile("(?s)(?:mismatched|extraneous) input '(.*?)' expecting .*");
  private static final Pattern UNKNOWN_NAME =
      Pattern.compile("(?s)undeclared reference to '(.*?)'.*");

  /// What became of a text: an expression, or all its faults.
  public sealed interface Compilation {
    record Compiled(Expression expression) implements Compilation {}

    record Faulty(List<ExpressionFault> faults) implements Compilation {
      public Faulty {
        faults = List.copyOf(faults);
      }
    }
  }

  private Expressions() {}

  public static Compilation compile(String text) {
    var result = COMPILER.compile(text);
    if (result.hasError()) {
      return new Compilation.Faulty(
          result.getErrors().stream().map(issue -> fault(issue)).distinct().toList());
    }
    try {
      var tree = result.getAst();
      var review = ExpressionReview.of(tree);
      var faults = new ArrayList<>(review.faults());
      if (!tree.getResultType().equals(SimpleType.BOOL)) {
        faults.add(new ExpressionFault(1, 1, "its value must be true or false; compare it"));
      }
      return faults.isEmpty()
          ? new Compilation.Compiled(expression(text, review.reads(), tree))
          : new Compilation.Faulty(faults);
    } catch (CelValidationException e) {
      throw new IllegalStateException("CEL found no error and has no tree", e);
    }
  }

  private static Expression expression(String text, Set<String> reads, CelAbstractSyntaxTree tree) {
    try {
      return new Expression(text, reads, RUNTIME.createProgram(tree));
    } catch (CelEvaluationException e) {
      throw new IllegalStateException("CEL cannot run what it type-checked: " + text, e);
    }
  }

  private static ExpressionFault fault(CelIssue issue) {
    var place = issue.getSourceLocation();
    return new ExpressionFault(
        Math.max(1, place.getLine()),
        Math.max(0, place.getColumn()) + 1,
        inWords(issue.getMessage()));
  }

  /// CEL's own messages list every overload there is; these say what to do.
  private static String inWords(String message) {
    var noOverload = NO_OVERLOAD.matcher(message);
    if (noOverload.matches()) {
      return "%s does not go with %s"
          .formatted(noOverload.group(1).replace("_", ""), noOverload.group(2));
    }
    var unknownName = UNKNOWN_NAME.matcher(message);
    if (unknownName.matches()) {
      return "unknown name \"%s\"; known are %s, days(n) and CEL's own functions"
          .formatted(unknownName.group(1), String.join(", ", Vocabulary.ENTRIES.keySet()));
    }
    var unexpected = UNEXPECTED.matcher(message);
    if (unexpected.matches()) {
      return unexpected.group(1).equals("<EOF>")
          ? "the expression ends too early"
          : "unexpected " + unexpected.group(1);
    }
    return message;
  }

  private static CelCompiler compiler() {
    var builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardEnvironmentEnabled(false)
            .setStandardDeclarations(
                CelStandardDeclarations.newBuilder()
                    .filterFunctions((function, overload) ->
                        !overload.celOverloadDecl().overloadId().endsWith("_with_tz"))
                    .build())
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setTypeProvider(Vocabulary.TYPES)
            .setResultType(SimpleType.BOOL);
    Vocabulary.ENTRIES.forEach((name, entry) -> builder.addVar(name, entry.type()));
    for (var comparison : Comparison.values()) {
      builder.addFunctionDeclarations(
          CelFunctionDecl.newFunctionDeclaration(
              comparison.operator,
              comparison.overload(Vocabulary.TLP),
              comparison.overload(Vocabulary.PAP)));
    }
    builder.addFunctionDeclarations(
        CelFunctionDecl.newFunctionDeclaration(
            "days",
            CelOverloadDecl.newGlobalOverload("days_int", SimpleType.DURATION, SimpleType.INT)));
    return builder.build();
  }

  private static CelRuntime runtime() {
    var builder =
        CelRuntimeFactory.legacyCelRuntimeBuilder()
            .setOptions(OPTIONS)
            .setStandardEnvironmentEnabled(false)
            .setStandardFunctions(
                CelStandardFunctions.newBuilder()
                    .filterFunctions((_, overload) -> !CountedFunction.isCounted(overload, OPTIONS))
                    .build())
            .addFunctionBindings(CountedFunction.all(OPTIONS))
            .addFunctionBindings(
                CelFunctionBinding.from("days_int", Long.class, n -> Duration.ofDays(n)));
    for (var comparison : Comparison.values()) {
      builder.addFunctionBindings(
          CelFunctionBinding.from(
              comparison.id(Vocabulary.TLP),
              Tlp.class,
              Tlp.class,
              (one, other) -> comparison.holds(one.compareTo(other))),
          CelFunctionBinding.from(
              comparison.id(Vocabulary.PAP),
              Pap.class,
              Pap.class,
              (one, other) -> comparison.holds(one.compareTo(other))));
    }
    return builder.build();
  }

  /// The order of TLP and of PAP colours.
  private enum Comparison {
    LESS("_<_"),
    LESS_OR_EQUAL("_<=_"),
    GREATER("_>_"),
    GREATER_OR_EQUAL("_>=_");

    private final String operator;

    Comparison(String operator) {
      this.operator = operator;
    }

    /// @param compared as `compareTo` gives it
    boolean holds(int compared) {
      return switch (this) {
        case LESS -> compared < 0;
        case LESS_OR_EQUAL -> compared <= 0;
        case GREATER -> compared > 0;
        case GREATER_OR_EQUAL -> compared >= 0;
      };
    }

    String id(OpaqueType type) {
      return type.name() + "_" + Words.of(this);
    }

    CelOverloadDecl overload(OpaqueType type) {
      return CelOverloadDecl.newGlobalOverload(id(type), SimpleType.BOOL, type, type);
    }
  }
}
