package org.entente.accord;

import java.util.List;

/// Clauses of one pillar under one title.
public record Article(String id, Pillar pillar, Texts title, List<Clause> clauses) {
  public Article {
    clauses = List.copyOf(clauses);
  }
}
