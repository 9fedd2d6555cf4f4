package org.entente.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.entente.json.Json;
import org.entente.json.MalformedJson;

/// A process of this program's virtual machine and class path that serves pages and says so on its
/// first line: `{"url":"http://127.0.0.1:40123/",…}`.
final class ServedProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;
  private final HttpClient browser = HttpClient.newHttpClient();
  private final URI url;
  private final double secondsToFirstPage;

  /// Starts it and waits for its first page.
  ServedProcess(Path folder, List<String> flags, List<String> program) throws IOException {
    long start = System.nanoTime();
    process =
        new ProcessBuilder(command(flags, program))
            .redirectError(Redirect.appendTo(folder.resolve("stderr").toFile()))
            .start();
    out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    url = url(out.readLine());
    get();
    secondsToFirstPage = (System.nanoTime() - start) / 1e9;
  }

  static List<String> command(List<String> flags, List<String> program) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(program);
    return command;
  }

  private static URI url(String line) throws IOException {
    try {
      var bytes = String.valueOf(line).getBytes(StandardCharsets.UTF_8);
      return URI.create(Json.parseObject(bytes).string("url").orElseThrow());
    } catch (MalformedJson e) {
      throw new IOException("the process did not say where it serves, but: " + line, e);
    }
  }

  /// One page.
  void get() throws IOException {
    try {
      var page = browser.send(HttpRequest.newBuilder(url).build(), BodyHandlers.discarding());
      if (page.statusCode() != 200) {
        throw new IOException(url + " answers " + page.statusCode());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  double secondsToFirstPage() {
    return secondsToFirstPage;
  }

  /// Resident memory, `VmRSS: 204800 kB`; 0 where the system does not tell so.
  double residentMegabytes() throws IOException {
    var status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  /// As Ctrl-C does; waits for the end.
  @Override
  public void close() throws IOException {
    browser.close();
    process.destroy();
    process.onExit().join();
    out.close();
  }
}
