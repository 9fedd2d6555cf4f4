package org.entente.ledger;

import java.io.IOException;

/// Where tiles come from: a folder here, or the partner's node. What it gives is believed only as
/// far as the proof computed from it verifies.
@FunctionalInterface
public interface TileSource {
  /// The bytes of this tile, exactly as wide as the path says.
  byte[] tile(TilePath path) throws IOException;
}
