package org.entente.expression;

import java.util.List;

/// Someone an object shows as attacked: the target of a `targets` relationship, a
/// `where_sighted_refs` identity, an incident's victim. Unknown fields are empty.
public record Victim(String id, String country, List<String> sectors) {
  public Victim {
    sectors = List.copyOf(sectors);
  }
}
