package dev.skillwire.session.admission;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Tells whether the other end of a loopback connection belongs to the user that runs the hub.
///
/// A read of the kernel's tables costs milliseconds. So one thread of its own does it, and each read
/// answers every look-up that was asked before the read began. Ask once for each connection, when it is
/// accepted, and act on nothing it sent before the answer is there.
public final class PeerTable implements AutoCloseable {
  /// Look-ups waiting at most. One more is answered [PeerUser#NOT_CHECKED] at once, which admits nobody.
  public static final int MAX_WAITING = 16_384;

  /// Where the tables are, and who is asking.
  ///
  /// @param ownUid [ProcessUser#NONE] where it cannot be found out
  record Source(Path tcp, Path tcp6, long ownUid, long overflowUid) {}

  private record Waiting(List<String> ends, CompletableFuture<PeerUser> answer) {}

  // A long table is read in several goes and may change in between, so that a row is passed over.
  private static final int READS = 2;

  private final Source source;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private List<Waiting> waiting = new ArrayList<>();
  private boolean closed;
  private final AtomicInteger reads = new AtomicInteger();

  /// The tables of the system this process runs on; every answer is [PeerUser#UNKNOWN] where it has none.
  public static PeerTable ofSystem() {
    return start(
        new Source(
            Path.of("/proc/net/tcp"),
            Path.of("/proc/net/tcp6"),
            ProcessUser.uid(),
            ProcessUser.overflowUid()));
  }

  static PeerTable start(Source source) {
    var table = new PeerTable(source);
    table.begin();
    return table;
  }

  PeerTable(Source source) {
    this.source = source;
  }

  /// Starts the thread; look-ups may wait already.
  void begin() {
    Thread.ofPlatform().daemon().name("skillwire-peer-table").start(this::serve);
  }

  /// Looks up who holds the other end of a connection. The future is completed on the table's own
  /// thread, or at once; it never fails.
  ///
  /// @param local the hub's end
  /// @param remote the peer's end
  public CompletableFuture<PeerUser> lookup(InetSocketAddress local, InetSocketAddress remote) {
    if (!IpForms.loopback(local) || !IpForms.loopback(remote)) {
      return CompletableFuture.completedFuture(PeerUser.OTHER);
    }
    var ends = TcpTable.ends(remote, local, ByteOrder.nativeOrder());
    lock.lock();
    try {
      if (closed || waiting.size() >= MAX_WAITING) {
        return CompletableFuture.completedFuture(PeerUser.NOT_CHECKED);
      }
      var answer = new CompletableFuture<PeerUser>();
      waiting.add(new Waiting(ends, answer));
      changed.signal();
      return answer;
    } finally {
      lock.unlock();
    }
  }

  /// Ends the thread once it has answered those who wait; who asks later is answered
  /// [PeerUser#NOT_CHECKED].
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Reads of the tables so far.
  int reads() {
    return reads.get();
  }

  private void serve() {
    List<Waiting> batch = List.of();
    try {
      for (batch = next(); !batch.isEmpty(); batch = next()) {
        answer(batch);
      }
    } finally {
      // Also when a bug ends this thread: nobody may wait for ever, and nobody gets in.
      close();
      batch.forEach(one -> one.answer().complete(PeerUser.NOT_CHECKED));
      next().forEach(one -> one.answer().complete(PeerUser.NOT_CHECKED));
    }
  }

  /// Everyone who has asked by now; empty once closed with nobody waiting.
  private List<Waiting> next() {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        changed.awaitUninterruptibly();
      }
      var batch = waiting;
      waiting = new ArrayList<>();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void answer(List<Waiting> batch) {
    if (source.ownUid() == ProcessUser.NONE) {
      batch.forEach(one -> one.answer().complete(PeerUser.UNKNOWN));
      return;
    }
    try {
      var open = batch;
      for (int read = 1; read <= READS && !open.isEmpty(); read++) {
        open = answerFound(open);
      }
      open.forEach(one -> one.answer().complete(PeerUser.OTHER));
    } catch (NoSuchFileException | AccessDeniedException e) {
      batch.forEach(one -> one.answer().complete(PeerUser.UNKNOWN));
    } catch (IOException e) {
      // Not "cannot tell": a peer that uses up the descriptors could bring this about.
      batch.forEach(one -> one.answer().complete(PeerUser.NOT_CHECKED));
    }
  }

  /// Reads once, answers everyone whose row was found and returns the rest.
  private List<Waiting> answerFound(List<Waiting> open) throws IOException {
    reads.incrementAndGet();
    Map<String, List<TcpTable.Row>> rows = new HashMap<>();
    open.forEach(one -> one.ends().forEach(ends -> rows.put(ends, new ArrayList<>())));
    TcpTable.Found found = (ends, row) -> rows.getOrDefault(ends, new ArrayList<>()).add(row);
    try (var table = Files.newInputStream(source.tcp())) {
      TcpTable.scan(table, rows, found);
    }
    // Absent where IPv6 is switched off. Then no peer can have a row in it.
    if (Files.exists(source.tcp6())) {
      try (var table = Files.newInputStream(source.tcp6())) {
        TcpTable.scan(table, rows, found);
      }
    }
    var rest = new ArrayList<Waiting>();
    for (var one : open) {
      var own = one.ends().stream().flatMap(ends -> rows.getOrDefault(ends, List.of()).stream());
      var list = own.toList();
      if (list.isEmpty()) {
        rest.add(one);
      } else {
        one.answer().complete(list.stream().allMatch(this::same) ? PeerUser.SAME : PeerUser.OTHER);
      }
    }
    return rest;
  }

  private boolean same(TcpTable.Row row) {
    return row.connected()
        && row.inode() != 0
        && row.uid() == source.ownUid()
        && row.uid() != source.overflowUid();
  }
}
