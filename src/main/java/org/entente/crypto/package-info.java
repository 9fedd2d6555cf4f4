/// Keys and what is done with them: SHA-256, HMAC, Ed25519 and ML-DSA signatures, JWS,
/// certificates.
///
/// Everything cryptographic comes from the JDK; this room narrows it to the few operations Entente
/// uses, so that no other room names an algorithm by string. May use `json`.
@NullMarked
package org.entente.crypto;

import org.jspecify.annotations.NullMarked;
