package org.entente.accord;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.entente.json.JsonValue.JsonObject;

/// A text in one or more languages by BCP 47 tag, as the document lists them: `{ en: …, fr: … }`.
public record Texts(Map<String, String> byLanguage) {
  public static final Texts NONE = new Texts(Map.of());

  public Texts {
    byLanguage = Collections.unmodifiableMap(new LinkedHashMap<>(byLanguage));
  }

  /// Reads the members that are text.
  public static Texts of(JsonObject json) {
    var byLanguage = new LinkedHashMap<String, String>();
    for (var tag : json.members().keySet()) {
      json.string(tag).ifPresent(text -> byLanguage.put(tag, text));
    }
    return new Texts(byLanguage);
  }

  /// The text in this language, else in its main language (`fr` for `fr-CA`), else in English, else
  /// in the first there is; empty when there is none at all.
  public String in(String language) {
    var main = language.split("-", 2)[0];
    for (var tag : new String[] {language, main, "en"}) {
      var text = byLanguage.get(tag);
      if (text != null) {
        return text;
      }
    }
    return byLanguage.values().stream().findFirst().orElse("");
  }
}
