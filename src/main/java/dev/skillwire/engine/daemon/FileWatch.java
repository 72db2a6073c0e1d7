package dev.skillwire.engine.daemon;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import dev.skillwire.engine.daemon.plan.Entry;
import dev.skillwire.engine.daemon.plan.Plan;
import dev.skillwire.engine.daemon.plan.Trigger;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at the files of all watches and tells the daemon what changed, from one thread of its own.
public final class FileWatch implements AutoCloseable {

  /// Directories of all watches together; the system's own bound may be lower.
  static final int DIRECTORIES = 8_192;

  private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);

  private final WatchService service;
  private final Daemon daemon;
  private final Map<WatchKey, List<Looked>> keys = new HashMap<>();

  /// One directory as one entry sees it.
  ///
  /// @param only the one file in it that counts, or null for all
  private record Looked(Eye eye, Path directory, @Nullable Path only) {}

  /// What counts for one entry.
  private record Eye(Entry entry, List<PathMatcher> match, List<PathMatcher> ignore) {

    static Eye of(Entry entry, Trigger.Watch watch) {
      return new Eye(entry, matchers(watch.match()), matchers(watch.ignore()));
    }

    private static List<PathMatcher> matchers(List<String> patterns) {
      var files = FileSystems.getDefault();
      return patterns.stream().map(pattern -> files.getPathMatcher("glob:" + pattern)).toList();
    }

    boolean ignores(Path name) {
      return ignore.stream().anyMatch(matcher -> matcher.matches(name));
    }

    boolean counts(Path name) {
      return !ignores(name)
          && (match.isEmpty() || match.stream().anyMatch(matcher -> matcher.matches(name)));
    }
  }

  private FileWatch(WatchService service, Daemon daemon) {
    this.service = service;
    this.daemon = daemon;
  }

  /// Begins to look.
  ///
  /// @throws IOException if that is too much for the system or for [#DIRECTORIES]
  public static FileWatch start(Plan plan, Daemon daemon) throws IOException {
    var watch = new FileWatch(FileSystems.getDefault().newWatchService(), daemon);
    try {
      for (var entry : plan.entries()) {
        if (entry.trigger() instanceof Trigger.Watch looked) {
          var eye = Eye.of(entry, looked);
          for (var path : looked.paths()) {
            watch.look(eye, path);
          }
        }
      }
    } catch (IOException e) {
      watch.close();
      throw e;
    }
    Thread.ofVirtual().name("file-watch").start(watch::follow);
    return watch;
  }

  private void look(Eye eye, Path path) throws IOException {
    var parent = path.getParent();
    if (Files.isDirectory(path)) {
      tree(eye, path, _ -> {});
    } else if (parent != null) {
      register(new Looked(eye, parent, path.getFileName()));
    }
  }

  /// Looks at a directory and all below it.
  ///
  /// @param found told of each file that is there already
  private void tree(Eye eye, Path root, Consumer<Path> found) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes about)
              throws IOException {
            var name = directory.getFileName();
            if (!directory.equals(root) && name != null && eye.ignores(name)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            register(new Looked(eye, directory, null));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes about) {
            found.accept(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE; // gone meanwhile, or not ours to read
          }
        });
  }

  private void register(Looked looked) throws IOException {
    var key = looked.directory().register(service, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE);
    var all = keys.computeIfAbsent(key, _ -> new ArrayList<>());
    if (!all.contains(looked)) {
      all.add(looked);
    }
    if (keys.size() > DIRECTORIES) {
      throw new IOException("the watches have more than " + DIRECTORIES + " directories");
    }
  }

  private void follow() {
    try {
      while (true) {
        var key = service.take();
        var events = key.pollEvents();
        for (var looked : List.copyOf(keys.getOrDefault(key, List.of()))) {
          events.forEach(event -> seen(looked, event));
        }
        if (!key.reset()) {
          keys.remove(key); // the directory is gone
        }
      }
    } catch (ClosedWatchServiceException _) {
      // the daemon ends
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void seen(Looked looked, WatchEvent<?> event) {
    if (!(event.context() instanceof Path name)) {
      tell(looked.eye(), looked.directory()); // more happened than the system could hold
      return;
    }
    var path = looked.directory().resolve(name);
    if (looked.only() != null) {
      if (name.equals(looked.only())) {
        tell(looked.eye(), path);
      }
      return;
    }
    if (event.kind().equals(ENTRY_CREATE)
        && !looked.eye().ignores(name)
        && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      grown(looked.eye(), path);
    } else if (looked.eye().counts(name) && !Files.isDirectory(path)) {
      tell(looked.eye(), path);
    }
  }

  /// A directory came, perhaps with files in it already.
  private void grown(Eye eye, Path directory) {
    try {
      tree(
          eye,
          directory,
          file -> {
            var name = file.getFileName();
            if (name != null && eye.counts(name)) {
              tell(eye, file);
            }
          });
    } catch (IOException e) {
      LOG.warn("Changes below {} are not seen: {}", directory, e.toString());
    }
  }

  private void tell(Eye eye, Path path) {
    daemon.changed(eye.entry(), path.toString());
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}
