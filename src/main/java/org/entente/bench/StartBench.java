package org.entente.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.entente.node.Configuration;
import org.entente.node.FreePort;
import org.entente.node.NewNode;
import org.entente.stix.StixObject;
import org.entente.storage.Home;
import org.entente.terminal.Progress;

/// From the start of a process to its first page (`bench start`), against an [EmptyApplication] of
/// the same stack; both with the flags of this process and, if it has one, a start-up cache (JEP
/// 483) that was trained on that very start. Resident memory after the first page, and after an
/// import and some hundred pages.
public final class StartBench {
  private static final String CACHE = "-XX:AOTCache=";
  private static final int PAGES = 300;

  private final Path folder;
  private final Home home;
  private final List<String> ours;
  private final List<String> flags = ManagementFactory.getRuntimeMXBean().getInputArguments();
  private final List<Double> idle = new ArrayList<>();
  private final List<Double> idleReference = new ArrayList<>();

  private StartBench(Path folder, String main) {
    this.folder = folder;
    this.home = new Home(folder.resolve("home"));
    this.ours = List.of(main, "--home", home.folder().toString(), "--json");
  }

  /// Runs in an empty folder.
  ///
  /// @param main the class that runs the command line
  /// @param sample what is imported to load it
  public static Measured run(
      Path folder, int starts, String main, List<StixObject> sample, Progress progress)
      throws IOException {
    return new StartBench(folder, main).run(starts, sample, progress);
  }

  private Measured run(int starts, List<StixObject> sample, Progress progress) throws IOException {
    NewNode.make(home, configuration(), Instant.now());
    var forReference = referenceFlags();
    var turns = new ArrayList<Measured.Turn>();
    for (int turn = 0; turn <= starts; turn++) {
      turns.add(
          new Measured.Turn(
              turn,
              start(forReference, List.of(EmptyApplication.class.getName()), idleReference),
              start(flags, with(ours, "serve"), idle)));
      progress.at(turn + 1, starts + 1, "starts");
    }
    var beside = new LinkedHashMap<String, Double>();
    beside.put("idleMegabytes", median(idle));
    beside.put("idleMegabytesReference", median(idleReference));
    beside.put("loadedMegabytes", loaded(sample));
    beside.put("startUpCache", hasCache() ? 1.0 : 0.0);
    return Measured.of("seconds to the first page", turns, beside);
  }

  private static Configuration configuration() {
    int main = FreePort.find(Set.of());
    int partner = FreePort.find(Set.of(main));
    return new Configuration(
        "identity--" + UUID.randomUUID(),
        "Measured",
        "XX",
        new Configuration.MainPort("127.0.0.1", main, false),
        new Configuration.PartnerPort(
            "127.0.0.1", partner, URI.create("https://127.0.0.1:" + partner)),
        List.of(),
        Configuration.Unreceipted.DEFAULT);
  }

  private boolean hasCache() {
    return flags.stream().anyMatch(flag -> flag.startsWith(CACHE));
  }

  /// The reference gets the same treatment: a cache of its own, made by one start.
  private List<String> referenceFlags() throws IOException {
    if (!hasCache()) {
      return flags;
    }
    var cache = folder.resolve("reference.aot");
    var bare = flags.stream().filter(flag -> !flag.startsWith(CACHE)).toList();
    var training = with(bare, "-XX:AOTCacheOutput=" + cache);
    try (var _ = new ServedProcess(folder, training, List.of(EmptyApplication.class.getName()))) {
      // the cache is written when the process ends
    }
    return with(bare, CACHE + cache);
  }

  private double start(List<String> using, List<String> program, List<Double> memory)
      throws IOException {
    try (var served = new ServedProcess(folder, using, program)) {
      memory.add(served.residentMegabytes());
      return served.secondsToFirstPage();
    }
  }

  private double loaded(List<StixObject> sample) throws IOException {
    var file = folder.resolve("sample.json");
    Worlds.write(sample, file);
    try (var served = new ServedProcess(folder, flags, with(ours, "serve"))) {
      importing(file);
      for (int page = 0; page < PAGES; page++) {
        served.get();
      }
      return served.residentMegabytes();
    }
  }

  /// Through the serving process, as from another window.
  private void importing(Path file) throws IOException {
    var command = ServedProcess.command(flags, with(with(ours, "import"), file.toString()));
    var errors = Redirect.appendTo(folder.resolve("stderr").toFile());
    var process =
        new ProcessBuilder(command).redirectError(errors).redirectOutput(Redirect.DISCARD).start();
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException(Files.readString(folder.resolve("stderr")));
    }
  }

  private static List<String> with(List<String> words, String last) {
    var all = new ArrayList<>(words);
    all.add(last);
    return List.copyOf(all);
  }

  private static double median(List<Double> values) {
    return Measured.at(0.5, values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
