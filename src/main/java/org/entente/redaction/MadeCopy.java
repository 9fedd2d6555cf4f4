package org.entente.redaction;

import org.entente.crypto.Sha256;
import org.entente.stix.StixId;
import org.entente.stix.StixTimestamp;

/// What is remembered of the last redacted copy made of an id for one recipient, so that the next
/// version of the original becomes the next version of the same copy. The caller keeps one row a
/// (partner, original) and writes it in the transaction that releases the copy.
///
/// @param created of the id's first copy; stays for ever
/// @param modified of the last copy
/// @param content SHA-256 of the RFC 8785 form of the last copy without `created` and `modified`
public record MadeCopy(
    StixId original, StixId copy, StixTimestamp created, StixTimestamp modified, Sha256 content) {}
