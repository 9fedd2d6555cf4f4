package org.entente.tlog;

import java.io.IOException;

/// Where tiles come from: a folder of ours, or one that another implementation wrote.
@FunctionalInterface
public interface TileSource {
  /// The bytes of this tile, exactly as wide as the path says.
  byte[] tile(TilePath path) throws IOException;
}
