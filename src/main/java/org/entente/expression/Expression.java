package org.entente.expression;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime.Program;
import java.util.Optional;
import java.util.Set;

/// A compiled expression. It may be evaluated from any number of threads, and its value depends on
/// the facts alone.
public final class Expression {
  private final String text;
  private final Set<String> reads;
  private final Program program;

  Expression(String text, Set<String> reads, Program program) {
    this.text = text;
    this.reads = reads;
    this.program = program;
  }

  /// As it stands in the document.
  public String text() {
    return text;
  }

  /// The variables it reads, without what follows a dot: `source` for `source.kind`.
  public Set<String> reads() {
    return reads;
  }

  /// Never throws: whatever goes wrong inside is FAILED, which permits nothing and withholds.
  public Evaluation evaluate(Facts facts) {
    try {
      WorkBudget.renew();
      var value = program.eval(name -> value(name, facts));
      if (value instanceof Boolean truth) {
        return truth ? Evaluation.TRUE : Evaluation.FALSE;
      }
      return new Evaluation.Failed("its value is neither true nor false");
    } catch (CelEvaluationException e) {
      return new Evaluation.Failed(reason(e.getErrorCode()));
    } catch (WorkBudget.Overdrawn e) {
      return new Evaluation.Failed(reason(CelErrorCode.ITERATION_BUDGET_EXCEEDED));
    } catch (RuntimeException e) {
      // CEL means to report everything as the above; if it does not, the object must not go
      return new Evaluation.Failed("it broke off with " + e.getClass().getSimpleName());
    }
  }

  private static Optional<Object> value(String name, Facts facts) {
    var entry = Vocabulary.ENTRIES.get(name);
    return entry == null ? Optional.empty() : Optional.of(entry.value().apply(facts));
  }

  /// In our words, not CEL's, whose messages may quote the object.
  private static String reason(CelErrorCode code) {
    return switch (code) {
      case ATTRIBUTE_NOT_FOUND -> "it reads a field that the object has not got";
      case INDEX_OUT_OF_BOUNDS -> "it reads past the end of a list";
      case OVERLOAD_NOT_FOUND, AMBIGUOUS_OVERLOAD, TYPE_NOT_FOUND ->
          "a field of the object is of another type than it expects";
      case DIVIDE_BY_ZERO, NUMERIC_OVERFLOW -> "a calculation has no result";
      case BAD_FORMAT, INVALID_ARGUMENT, DUPLICATE_ATTRIBUTE ->
          "a value of the object has another form than it expects";
      case ITERATION_BUDGET_EXCEEDED ->
          "it takes more than %d steps over lists, or looks through more than %d characters and values"
              .formatted(Expressions.MAX_ITERATIONS, WorkBudget.MOST);
      case INTERNAL_ERROR -> "it could not be evaluated";
    };
  }
}
