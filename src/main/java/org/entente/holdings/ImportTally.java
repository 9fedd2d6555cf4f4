package org.entente.holdings;

import java.util.ArrayList;
import java.util.List;

/// The counts of an import while it runs. Threads take turns by the hand-over of batches, and its
/// methods are synchronized because a reader of progress may look at any time.
final class ImportTally {
  private long stored;
  private long duplicate;
  private long refused;
  private long skippedFiles;
  private long stixFiles;
  private final List<ImportError> errors = new ArrayList<>();
  private long errorsTotal;

  synchronized void stored() {
    stored++;
  }

  synchronized void duplicate() {
    duplicate++;
  }

  /// An object that stays out.
  synchronized void refused(ImportError error) {
    refused++;
    error(error);
  }

  /// Something wrong that is no object: a file that breaks off or cannot be read.
  synchronized void error(ImportError error) {
    errorsTotal++;
    if (errors.size() < ImportResult.MAX_LISTED) {
      errors.add(error);
    }
  }

  synchronized void skippedFile() {
    skippedFiles++;
  }

  synchronized void stixFile() {
    stixFiles++;
  }

  synchronized ImportResult result() {
    return new ImportResult(
        stored + duplicate + refused,
        stored,
        duplicate,
        refused,
        skippedFiles,
        stixFiles,
        errors,
        errorsTotal,
        List.of());
  }
}
