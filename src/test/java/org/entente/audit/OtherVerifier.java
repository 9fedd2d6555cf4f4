package org.entente.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.tools.ToolProvider;
import org.entente.json.Json;
import org.entente.json.JsonValue.JsonObject;

/// `audit/Verify.java`, compiled by itself and reached by reflection, so that the two verifiers
/// share no class.
final class OtherVerifier {
  static final Path SOURCE = Path.of("audit", "Verify.java");

  private final MethodHandle cards;
  private final MethodHandle answer;
  private final MethodHandle run;

  private OtherVerifier(MethodHandle cards, MethodHandle answer, MethodHandle run) {
    this.cards = cards;
    this.answer = answer;
    this.run = run;
  }

  static OtherVerifier compiledInto(Path folder) throws Exception {
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-Xlint:all",
                "-Werror",
                "-cp",
                folder.toString(),
                "-d",
                folder.toString(),
                SOURCE.toString());
    if (result != 0) {
      throw new IllegalStateException(SOURCE + " does not compile alone");
    }
    // The platform loader knows the JDK and nothing of ours.
    var loader =
        new URLClassLoader(
            new URL[] {folder.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    var verify = loader.loadClass("Verify");
    return new OtherVerifier(
        MethodHandles.lookup()
            .findStatic(verify, "cards", MethodType.methodType(List.class, List.class)),
        MethodHandles.lookup()
            .findStatic(
                verify, "answer", MethodType.methodType(String.class, byte[].class, List.class)),
        MethodHandles.lookup()
            .findStatic(
                verify,
                "run",
                MethodType.methodType(
                    int.class, List.class, PrintStream.class, PrintStream.class)));
  }

  /// The exit code of a command line.
  int run(List<String> args, PrintStream out, PrintStream err) {
    try {
      return (int) run.invokeExact(args, out, err);
    } catch (Throwable e) {
      throw new AssertionError(SOURCE + " crashed: " + e, e);
    }
  }

  /// Cards, read; empty when one of them is refused.
  Optional<List<?>> cards(List<byte[]> files) {
    return unlessRefused(() -> (List<?>) cards.invokeExact(files));
  }

  /// What it says is proved; empty when it refuses. Anything but a refusal is a fault.
  Optional<JsonObject> answer(byte[] bundle, List<?> read) {
    return unlessRefused(
        () -> Json.parseObject(((String) answer.invokeExact(bundle, read)).getBytes(UTF_8)));
  }

  private interface Asked<T> {
    T ask() throws Throwable;
  }

  private static <T> Optional<T> unlessRefused(Asked<T> asked) {
    try {
      return Optional.of(asked.ask());
    } catch (Throwable e) {
      if (e.getClass().getName().equals("Verify$Refused")) {
        return Optional.empty();
      }
      throw new AssertionError(SOURCE + " crashed: " + e, e);
    }
  }
}
