package org.entente.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/// Runs mutated inputs against one target. Input number *i* of a run with seed *s* is made from *s
/// + i* alone, so that one input is made again without the others, and so that it does not matter
///   which thread takes which.
public final class Fuzzing {
  /// What one input may have allocated in all: far more than any of them needs, far less than
  /// harms.
  static final long MAX_ALLOCATED = 512L << 20;

  /// Processor time of one input: not how fast it should be, but what nobody would call an answer.
  static final long MAX_PROCESSOR_SECONDS = 20;

  private static final int MAX_FAILURES = 20;
  private static final int BATCH = 256;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Target target;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  public Fuzzing(Target target) {
    this.target = target;
  }

  /// The first input of each kind of failure, up to twenty kinds.
  ///
  /// @param progress is told how many inputs are done, now and then
  public List<Failure> run(long seed, long inputs, int threads, LongConsumer progress) {
    var done = new AtomicLong();
    try (var executor = Executors.newFixedThreadPool(threads)) {
      var parts = new ArrayList<Future<List<Failure>>>();
      var next = new AtomicLong();
      for (int i = 0; i < threads; i++) {
        parts.add(
            executor.submit(() -> {
              var failures = new ArrayList<Failure>();
              long from = next.getAndAdd(BATCH);
              while (from < inputs) {
                long to = Math.min(inputs, from + BATCH);
                batch(seed + from, to - from, failures);
                progress.accept(done.addAndGet(to - from));
                from = next.getAndAdd(BATCH);
              }
              return failures;
            }));
      }
      return joined(parts);
    }
  }

  private static List<Failure> joined(List<Future<List<Failure>>> parts) {
    var all = new ArrayList<Failure>();
    var kinds = new HashSet<String>();
    try {
      for (var part : parts) {
        all.addAll(part.get());
      }
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("the fuzzer itself broke off", e);
    }
    all.sort((one, other) -> Long.compare(one.seed(), other.seed()));
    all.removeIf(failure -> !kinds.add(kind(failure.message())));
    return all;
  }

  private void batch(long seed, long count, List<Failure> failures) {
    for (long i = 0; i < count; i++) {
      var input = input(seed + i);
      var fault = bounded(input);
      if (fault.isPresent() && told.size() < MAX_FAILURES && told.add(kind(fault.get()))) {
        failures.add(new Failure(target.name(), seed + i, input, fault.get()));
      }
    }
  }

  /// The message without what differs from input to input.
  private static String kind(String message) {
    int from = message.indexOf(": ");
    return from < 0 ? message : message.substring(0, from);
  }

  /// The input that this seed stands for.
  public byte[] input(long seed) {
    return new Mutation(target.form(), new SplittableRandom(seed)).of(target.specimens());
  }

  /// What is wrong with the answer, or with what it cost.
  public Optional<String> bounded(byte[] input) {
    long thread = Thread.currentThread().threadId();
    long allocated = THREADS.getThreadAllocatedBytes(thread);
    long nanoseconds = THREADS.getCurrentThreadCpuTime();
    var fault = target.fault(input);
    long megabytes = (THREADS.getThreadAllocatedBytes(thread) - allocated) >> 20;
    long seconds = (THREADS.getCurrentThreadCpuTime() - nanoseconds) / 1_000_000_000;
    return fault
        .or(() ->
            Target.unless(
                megabytes <= MAX_ALLOCATED >> 20,
                "cost memory: %d MB allocated for %d bytes".formatted(megabytes, input.length)))
        .or(() ->
            Target.unless(
                seconds <= MAX_PROCESSOR_SECONDS,
                "cost time: %d s of a processor for %d bytes".formatted(seconds, input.length)));
  }
}
