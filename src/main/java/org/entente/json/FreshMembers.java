package org.entente.json;

import java.util.LinkedHashMap;

/// Members that the parser has just read and gives away with the object it makes: nobody else holds
/// them, so that they need no copy.
final class FreshMembers extends LinkedHashMap<String, JsonValue> {
  private static final long serialVersionUID = 1L;
}
