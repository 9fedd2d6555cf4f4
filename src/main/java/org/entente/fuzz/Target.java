package org.entente.fuzz;

import java.util.List;
import java.util.Optional;

/// One parser under attack. Whatever the input, it may answer with a value that fits, or refuse
/// with the one exception of its boundary; everything else is a fault of ours.
///
/// @param share of the inputs of a run over all targets; what is quick gets more of them
/// @param refusal the checked exception in which this boundary refuses
/// @param specimens valid inputs, which mutation starts from
public record Target(
    String name,
    int share,
    Class<? extends Exception> refusal,
    Form form,
    List<byte[]> specimens,
    Attempt attempt) {
  public Target {
    specimens = List.copyOf(specimens);
  }

  /// Reads the input and checks what came of it.
  public interface Attempt {
    /// What is wrong with the answer; empty when it fits.
    Optional<String> on(byte[] input) throws Exception;
  }

  /// What is wrong with the answer to this input; a refusal in the documented way is right.
  public Optional<String> fault(byte[] input) {
    try {
      return attempt.on(input);
    } catch (Throwable e) { // a stack that overflows is what is looked for here
      return refusal.isInstance(e) ? Optional.empty() : Optional.of(told(e));
    }
  }

  /// The exception and where in our code it came from: one line, by which two faults are the same.
  private static String told(Throwable e) {
    for (var frame : e.getStackTrace()) {
      if (frame.getClassName().startsWith("org.entente.")
          && !frame.getClassName().startsWith("org.entente.fuzz.")) {
        return "%s at %s.%s:%d: %s"
            .formatted(
                e.getClass().getSimpleName(),
                frame.getClassName().substring("org.entente.".length()),
                frame.getMethodName(),
                frame.getLineNumber(),
                clipped(String.valueOf(e.getMessage())));
      }
    }
    return e.getClass().getSimpleName() + ": " + clipped(String.valueOf(e.getMessage()));
  }

  private static String clipped(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }

  /// Complains unless this holds.
  static Optional<String> unless(boolean holds, String complaint) {
    return holds ? Optional.empty() : Optional.of(complaint);
  }
}
