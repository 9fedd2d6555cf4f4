package org.entente.stix;

import java.util.ArrayList;
import java.util.List;

/// What an object breaks of STIX 2.1: all of it together, each with its place and its clause.
public final class StixCheck {
  private StixCheck() {}

  public static List<Problem> problems(StixObject object) {
    var problems = new ArrayList<Problem>();
    if (!object.id().type().equals(object.type())) {
      problems.add(
          new Problem(
              "/id",
              "expected an id of type " + object.type() + ", found " + object.id(),
              "STIX 2.1 §2.9",
              false));
    }
    return List.copyOf(problems);
  }
}
