package org.entente.simulation;

import java.nio.file.*;

public class RunWorlds {
  public static void main(String[] a) throws Exception {
    java.util.logging.LogManager.getLogManager().reset();
    long from = Long.parseLong(a[0]), n = Long.parseLong(a[1]);
    boolean verbose = a.length > 2;
    Path f = Files.createTempDirectory(Path.of("/dev/shm"), "sim");
    var s = new Simulation(f);
    long t = System.nanoTime();
    long steps = 0, faults = 0;
    int bad = 0;
    var kinds = new java.util.TreeMap<String, Integer>();
    for (long i = from; i < from + n; i++) {
      Simulation.Outcome o;
      try {
        o = s.run(i);
      } catch (Throwable e) {
        System.out.println("seed " + i + " THREW ");
        e.printStackTrace(System.out);
        if (bad++ > 3) break;
        continue;
      }
      steps += o.steps();
      faults += o.faults();
      if (!o.violations().isEmpty()) {
        bad++;
        System.out.println("seed " + i + ": " + o.violations().getFirst());
        kinds.merge(o.violations().getFirst().invariant(), 1, Integer::sum);
        if (verbose || bad == 1) o.last().forEach(l -> System.out.println("   " + l));
      }
    }
    System.out.printf(
        "%d worlds %d steps %d faults %d bad %.1f ms each %s%n",
        n, steps, faults, bad, (System.nanoTime() - t) / 1e6 / n, kinds);
    new ProcessBuilder("rm", "-rf", f.toString()).start().waitFor();
  }
}
