package org.entente.json;

import java.util.LinkedHashMap;
import java.util.Map;

/// Members that are given away with the object made of them: nobody else holds them, so that they
/// need no copy.
final class FreshMembers extends LinkedHashMap<String, JsonValue> {
  private static final long serialVersionUID = 1L;

  FreshMembers() {}

  FreshMembers(Map<String, JsonValue> members) {
    super(members);
  }
}
