package org.entente.release;

import org.entente.accord.Accord;
import org.entente.accord.Clause;
import org.entente.accord.Handling;
import org.entente.accord.Level;
import org.entente.accord.Pillar;

/// On what a decision rests: the revision in force, the permit, the level that held, and what the
/// object counts as. Handling is the permit's, made stricter by every require that matched and by
/// whoever the object came from.
public record Basis(
    Accord accord,
    Clause.Permit permit,
    Pillar pillar,
    Level level,
    Mark mark,
    Handling handling) {}
