package dev.skillwire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// A file of the repository.
///
/// @param path relative to the root, with slashes
/// @param text bytes that are not UTF-8 are replaced
record Source(String path, String text) {

  static final String MAIN = "src/main/java/dev/skillwire/";

  /// Directories that are made, not written.
  private static final Set<String> MADE =
      Set.of(".git", "target", "node_modules", "dist", "out", ".skillwire", ".vscode-test");

  private static final long BYTES_MAX = 4 << 20;
  private static final Pattern COMMENT =
      Pattern.compile("/\\*.*?\\*/|(?<![:\"])//[^\n]*", Pattern.DOTALL);

  /// Everything below the root of the repository, wherever the tests run from.
  static List<Source> all() {
    var root = Path.of("").toAbsolutePath();
    var found = new ArrayList<Source>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
              return MADE.contains(String.valueOf(dir.getFileName()))
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              // In a work tree of git `.git` is a file.
              if (attributes.isRegularFile()
                  && attributes.size() <= BYTES_MAX
                  && !file.endsWith(".git")) {
                found.add(
                    new Source(
                        root.relativize(file).toString().replace('\\', '/'),
                        new String(Files.readAllBytes(file), StandardCharsets.UTF_8)));
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(found);
  }

  /// The program's own Java files.
  static List<Source> main(List<Source> all) {
    return all.stream()
        .filter(source -> source.path.startsWith(MAIN) && source.path.endsWith(".java"))
        .toList();
  }

  /// The capability it belongs to, "" for the root package.
  String room() {
    var below = path.substring(MAIN.length());
    int slash = below.indexOf('/');
    return slash < 0 ? "" : below.substring(0, slash);
  }

  /// The name of its top-level class.
  String name() {
    return path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.[a-z]+$", "");
  }

  String directory() {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  /// The text without comments.
  String code() {
    return COMMENT.matcher(text).replaceAll("");
  }

  int lines() {
    return (int) text.lines().count();
  }
}
