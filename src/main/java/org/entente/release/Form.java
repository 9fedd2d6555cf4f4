package org.entente.release;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.entente.redaction.MadeCopy;
import org.entente.redaction.Redacted;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;

/// What would be sent: the object itself, or a copy with what was taken out of it.
///
/// @param definitions finds a marking definition by the id under which the partner has it
record Form(
    StixObject object,
    Optional<MadeCopy> made,
    List<Redacted> removed,
    Function<StixId, Optional<StixObject>> definitions,
    Basis basis) {}
