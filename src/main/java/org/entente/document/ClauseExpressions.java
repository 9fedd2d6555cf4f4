package org.entente.document;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.entente.expression.Expression;
import org.entente.expression.ExpressionFault;
import org.entente.expression.Expressions;
import org.entente.expression.Expressions.Compilation.Compiled;
import org.entente.expression.Expressions.Compilation.Faulty;
import org.entente.json.JsonPointer;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;

/// Compiles the expressions of a document's clauses wherever they stand, also in one that has not
/// the form otherwise, so that an author hears of both at once.
final class ClauseExpressions {
  private static final List<String> KINDS = List.of("permit", "forbid", "require");

  private final JsonObject document;
  private final Problems problems;
  private final Map<String, Expression> byClause = new HashMap<>();

  ClauseExpressions(JsonObject document, Problems problems) {
    this.document = document;
    this.problems = problems;
  }

  /// The expressions that compile, by the id of their clause.
  Map<String, Expression> compile() {
    var articles = document.array("articles");
    for (int i = 0; i < articles.size(); i++) {
      var at = JsonPointer.ROOT.child("articles").child(i).child("clauses");
      if (articles.get(i) instanceof JsonObject article) {
        clauses(article.array("clauses"), at);
      }
    }
    return byClause;
  }

  private void clauses(List<JsonValue> clauses, JsonPointer at) {
    for (int i = 0; i < clauses.size(); i++) {
      if (clauses.get(i) instanceof JsonObject clause) {
        var here = at.child(i);
        KINDS.forEach(kind -> clause(clause, kind, here.child(kind)));
      }
    }
  }

  private void clause(JsonObject clause, String kind, JsonPointer at) {
    var id = clause.string("id").orElse("");
    clause
        .string(kind)
        .flatMap(text -> expression(text, at))
        .ifPresent(expression -> byClause.put(id, expression));
  }

  private Optional<Expression> expression(String text, JsonPointer at) {
    return switch (Expressions.compile(text)) {
      case Compiled(Expression expression) -> Optional.of(expression);
      case Faulty(List<ExpressionFault> faults) -> {
        faults.forEach(fault -> problems.add(at, text, fault));
        yield Optional.empty();
      }
    };
  }
}
