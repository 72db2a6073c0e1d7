package dev.skillwire.net.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The files of the page as the build put them into the program: each as it is and compressed. Read once, then
/// kept: only what the list beside them names can be asked for, so they are few.
final class PageFiles {

  /// How a file may be sent, the smallest first.
  enum Coding {
    BROTLI("br", ".br"),
    GZIP("gzip", ".gz"),
    PLAIN("", "");

    private final String word;
    private final String suffix;

    Coding(String word, String suffix) {
      this.word = word;
      this.suffix = suffix;
    }

    /// Its name in headers; empty for none.
    String word() {
      return word;
    }
  }

  /// A file that is there.
  ///
  /// @param name as in the page's addresses, without a leading slash
  /// @param digest names the content
  record Listed(String name, String contentType, String digest) {

    /// Whether the name changes with the content, so that it can be kept for ever.
    boolean immutable() {
      return name.startsWith("assets/");
    }
  }

  private static final String LIST = "files.tsv";

  private final String directory;
  private final Map<String, byte[]> contents = new ConcurrentHashMap<>();
  private volatile @Nullable Map<String, Listed> listed;

  /// @param directory on the class path, with a slash at both ends
  PageFiles(String directory) {
    this.directory = directory;
  }

  /// The file of this name, or null. Blocks at first.
  @Nullable Listed find(String name) throws IOException {
    var known = listed;
    if (known == null) {
      known = list();
      listed = known;
    }
    return known.get(name);
  }

  /// The content in this coding; null when the build did not make that one. Blocks at first.
  byte @Nullable [] content(Listed file, Coding coding) throws IOException {
    var resource = file.name() + coding.suffix;
    var known = contents.get(resource);
    if (known == null) {
      known = read(resource);
      if (known != null) {
        contents.put(resource, known);
      }
    }
    return known;
  }

  /// A program that was built without the page has no list.
  private Map<String, Listed> list() throws IOException {
    var list = read(LIST);
    if (list == null) {
      return Map.of();
    }
    return new String(list, StandardCharsets.UTF_8)
        .lines()
        .map(line -> List.of(line.split("\t", -1)))
        .map(fields -> new Listed(fields.get(0), fields.get(1), fields.get(2)))
        .collect(Collectors.toUnmodifiableMap(Listed::name, file -> file));
  }

  private byte @Nullable [] read(String name) throws IOException {
    try (var in = PageFiles.class.getResourceAsStream(directory + name)) {
      return in == null ? null : in.readAllBytes();
    }
  }
}
