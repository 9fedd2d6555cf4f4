package org.entente.document;

import java.util.List;
import java.util.stream.Collectors;

/// A document that is no accord, or not signed as one must be. Its message says everything that is
/// wrong; `problems` has the places where there are any.
public final class AccordRejected extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<AccordProblem> problems;

  AccordRejected(String message) {
    super(message);
    this.problems = List.of();
  }

  AccordRejected(List<AccordProblem> problems) {
    super(
        "the accord has %d problem(s): %s"
            .formatted(
                problems.size(),
                problems.stream().map(AccordProblem::toString).collect(Collectors.joining("; "))));
    this.problems = List.copyOf(problems);
  }

  public List<AccordProblem> problems() {
    return problems;
  }
}
