package org.entente.expression;

import com.google.common.collect.Sets;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.types.CelKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What our rules ask of an expression beyond CEL's type check:
///
/// - a field of `object`, or of anything inside it, is read only where `has()` of that field is
///   known to be true: `has(object.name) && object.name == "x"`. So a clause never fails merely
///   because an object lacks an optional property.
/// - texts and lists are not joined with `+`, which could grow without bound.
///
/// And it collects which variables are read.
final class ExpressionReview {
  private static final Set<String> NAMES =
      Vocabulary.ENTRIES.keySet().stream().map(Vocabulary::root).collect(Collectors.toSet());
  private static final Set<CelKind> NUMBERS =
      EnumSet.of(CelKind.INT, CelKind.UINT, CelKind.DOUBLE, CelKind.DURATION, CelKind.TIMESTAMP);

  private final CelAbstractSyntaxTree tree;
  private final List<ExpressionFault> faults = new ArrayList<>();

  private ExpressionReview(CelAbstractSyntaxTree tree) {
    this.tree = tree;
  }

  static ExpressionReview of(CelAbstractSyntaxTree tree) {
    var review = new ExpressionReview(tree);
    review.visit(tree.getExpr(), Set.of());
    return review;
  }

  List<ExpressionFault> faults() {
    return List.copyOf(faults);
  }

  /// The variables read, by their first name.
  Set<String> reads() {
    return tree.getReferenceMap().values().stream()
        .map(reference -> reference.name())
        .filter(name -> Vocabulary.ENTRIES.containsKey(name))
        .map(Vocabulary::root)
        .filter(name -> !name.equals("TLP") && !name.equals("PAP"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// @param present the paths that are known to be there where this expression is evaluated
  private void visit(CelExpr expr, Set<String> present) {
    switch (expr.exprKind().getKind()) {
      case SELECT -> visitSelect(expr, present);
      case CALL -> visitCall(expr, present);
      case LIST -> expr.list().elements().forEach(element -> visit(element, present));
      case MAP ->
          expr.map()
              .entries()
              .forEach(entry -> {
                visit(entry.key(), present);
                visit(entry.value(), present);
              });
      case COMPREHENSION -> visitComprehension(expr, expr.comprehension(), present);
      case STRUCT -> fault(expr, "messages cannot be made here");
      case CONSTANT, IDENT, NOT_SET -> {}
    }
  }

  private void visitSelect(CelExpr expr, Set<String> present) {
    if (tree.getReference(expr.id()).isPresent()) {
      return; // one name with a dot, such as source.kind
    }
    var select = expr.select();
    if (!select.testOnly() && mayLackFields(select.operand())) {
      requirePresent(expr, present);
    }
    visit(select.operand(), present);
  }

  private void requirePresent(CelExpr expr, Set<String> present) {
    var path = path(expr);
    if (path.isEmpty()) {
      fault(
          expr, "a field is read of something without a name; read fields of object step by step");
    } else if (!present.contains(path.get())) {
      fault(
          expr,
          "%s is read without has(): write has(%s) && … before it"
              .formatted(path.get(), path.get()));
    }
  }

  private void visitCall(CelExpr expr, Set<String> present) {
    var call = expr.call();
    var args = call.args();
    switch (call.function()) {
      case "_&&_" -> {
        visit(args.get(0), present);
        visit(args.get(1), Sets.union(present, presentIf(true, args.get(0))));
      }
      case "_||_" -> {
        visit(args.get(0), present);
        visit(args.get(1), Sets.union(present, presentIf(false, args.get(0))));
      }
      case "_?_:_" -> {
        visit(args.get(0), present);
        visit(args.get(1), Sets.union(present, presentIf(true, args.get(0))));
        visit(args.get(2), Sets.union(present, presentIf(false, args.get(0))));
      }
      default -> {
        requireBounded(expr, call);
        if (call.function().equals("_[_]") && indexesByName(args)) {
          requirePresent(expr, present);
        }
        call.target().ifPresent(target -> visit(target, present));
        args.forEach(argument -> visit(argument, present));
      }
    }
  }

  /// The variables of a comprehension hide what outer ones of that name are known to have.
  private void visitComprehension(CelExpr expr, CelComprehension all, Set<String> present) {
    if (NAMES.contains(all.iterVar())) {
      fault(expr, all.iterVar() + " is a name of ours; call the variable something else");
    }
    visit(all.iterRange(), present);
    var inside =
        present.stream()
            .filter(path -> !isOf(path, all.iterVar()) && !isOf(path, all.accuVar()))
            .collect(Collectors.toSet());
    Stream.of(all.accuInit(), all.loopCondition(), all.loopStep(), all.result())
        .forEach(part -> visit(part, inside));
  }

  private static boolean isOf(String path, String variable) {
    return path.startsWith(variable + ".") || path.startsWith(variable + "[");
  }

  /// `map` and `filter` add to their own list with `+`; that is the only joining allowed.
  private void requireBounded(CelExpr expr, CelCall call) {
    if (!call.function().equals("_+_")) {
      return;
    }
    var first = call.args().getFirst();
    boolean ofMacro = first.getKind() == Kind.IDENT && first.ident().name().startsWith("@");
    var kind = tree.getTypeOrThrow(expr.id()).kind();
    if (!ofMacro && !NUMBERS.contains(kind)) {
      fault(expr, "+ is for numbers, durations and timestamps; texts and lists are not joined");
    }
  }

  /// The paths that are there when the condition has this value.
  private Set<String> presentIf(boolean value, CelExpr condition) {
    return switch (condition.exprKind().getKind()) {
      case SELECT ->
          value && condition.select().testOnly()
              ? path(condition).map(Set::of).orElse(Set.of())
              : Set.of();
      case CALL -> presentIf(value, condition.call());
      default -> Set.of();
    };
  }

  private Set<String> presentIf(boolean value, CelCall condition) {
    var args = condition.args();
    return switch (condition.function()) {
      case "!_" -> presentIf(!value, args.getFirst());
      case "_&&_" -> value ? eitherWay(true, args) : bothWays(false, args);
      case "_||_" -> value ? bothWays(true, args) : eitherWay(false, args);
      case "@in" -> value ? memberPath(args).map(Set::of).orElse(Set.of()) : Set.of();
      default -> Set.of();
    };
  }

  /// Each operand has the value, so what either says holds.
  private Set<String> eitherWay(boolean value, List<CelExpr> args) {
    return Sets.union(presentIf(value, args.get(0)), presentIf(value, args.get(1)));
  }

  /// Only one operand need have the value, so only what both would say holds.
  private Set<String> bothWays(boolean value, List<CelExpr> args) {
    return Sets.intersection(presentIf(value, args.get(0)), presentIf(value, args.get(1)));
  }

  /// `object.a` for `"a" in object`
  private Optional<String> memberPath(List<CelExpr> args) {
    return mayLackFields(args.get(1))
        ? text(args.get(0)).flatMap(name -> path(args.get(1)).map(path -> path + step(name)))
        : Optional.empty();
  }

  private boolean mayLackFields(CelExpr expr) {
    var kind = tree.getTypeOrThrow(expr.id()).kind();
    return kind == CelKind.MAP || kind == CelKind.DYN || kind == CelKind.ANY;
  }

  /// Reading a map by anything, or what may be a map by anything but a whole number.
  private boolean indexesByName(List<CelExpr> args) {
    var kind = tree.getTypeOrThrow(args.get(0).id()).kind();
    return kind == CelKind.MAP
        || (kind == CelKind.DYN && tree.getTypeOrThrow(args.get(1).id()).kind() != CelKind.INT);
  }

  /// `object.a.b`, also for `object["a"].b`; empty when it does not begin with a name.
  private static Optional<String> path(CelExpr expr) {
    return switch (expr.exprKind().getKind()) {
      case IDENT -> Optional.of(expr.ident().name());
      case SELECT -> path(expr.select().operand()).map(path -> path + step(expr.select().field()));
      case CALL ->
          expr.call().function().equals("_[_]")
              ? path(expr.call().args().get(0))
                  .flatMap(path -> text(expr.call().args().get(1)).map(name -> path + step(name)))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static String step(String name) {
    return name.matches("[A-Za-z_][A-Za-z_0-9]*") ? "." + name : "[\"" + name + "\"]";
  }

  private static Optional<String> text(CelExpr expr) {
    return expr.getKind() == Kind.CONSTANT
            && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
        ? Optional.of(expr.constant().stringValue())
        : Optional.empty();
  }

  private void fault(CelExpr expr, String message) {
    var source = tree.getSource();
    var place =
        Optional.ofNullable(source.getPositionsMap().get(expr.id()))
            .flatMap(source::getOffsetLocation)
            .orElse(CelSourceLocation.of(1, 0));
    faults.add(new ExpressionFault(place.getLine(), place.getColumn() + 1, message));
  }
}
