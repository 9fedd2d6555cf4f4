package org.entente.release;

import org.entente.accord.Approval;
import org.entente.crypto.Sha256;

/// What an object in the officers' queue waits for. The queue keeps it beside the object, and an
/// [Officer] who agrees repeats its last three fields.
///
/// @param persons the release must name the persons it goes to (TLP:RED)
public record Wanted(
    Approval approval, boolean persons, Sha256 bytes, Sha256 revision, String clause) {}
