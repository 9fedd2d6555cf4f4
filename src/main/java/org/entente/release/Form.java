package org.entente.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.entente.redaction.MadeCopy;
import org.entente.redaction.Redacted;
import org.entente.stix.StixObject;

/// What would be sent: the object itself, or a copy with what was taken out of it.
record Form(StixObject object, Optional<MadeCopy> made, List<Redacted> removed, Basis basis) {

  /// What the header says was taken out; what a rule of our own took out stays at home.
  List<String> redacted() {
    var words = new ArrayList<String>(removed.size());
    for (var one : removed) {
      if (!one.national()) {
        words.add(one.word());
      }
    }
    return words;
  }
}
