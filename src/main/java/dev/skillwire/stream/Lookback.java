package dev.skillwire.stream;

import dev.skillwire.core.Envelope;
import dev.skillwire.log.EventLog;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The newest events of some kinds: out of memory as far as the tail holds them, else out of the log. May block.
public final class Lookback {

  /// Events that are looked at in one go, the newest first.
  private static final int PIECE = 1_000;

  private final EventLog log;
  private final Tail tail;
  private final Codec codec;

  Lookback(EventLog log, Tail tail, Codec codec) {
    this.log = log;
    this.tail = tail;
    this.codec = codec;
  }

  /// What was found.
  ///
  /// @param envelopes oldest first
  /// @param after every event above this sequence was looked at
  public record Found(List<Envelope> envelopes, long after) {}

  /// Looks back from `upTo` until `after`, or until a bound is reached.
  ///
  /// @param events at most so many are looked at
  /// @param bytes at most so many are read
  public Found newest(long after, long upTo, Set<String> kinds, int events, long bytes)
      throws IOException {
    long lowest = Math.max(Math.max(after, upTo - events), log.first() - 1);
    var pieces = new ArrayDeque<List<Envelope>>();
    long left = bytes;
    long top = upTo;
    while (top > lowest) {
      long bottom = Math.max(lowest, top - PIECE);
      var piece = new ArrayList<Envelope>();
      long read = inMemory(bottom, top, kinds, piece);
      if (read < 0) {
        piece.clear();
        read = inLog(bottom, top, kinds, piece, left);
      }
      if (read < 0 || read > left) {
        break;
      }
      left -= read;
      pieces.addFirst(piece);
      top = bottom;
    }
    var envelopes = new ArrayList<Envelope>();
    pieces.forEach(envelopes::addAll);
    return new Found(envelopes, top);
  }

  /// @return bytes that were read; -1 when some are not in memory
  private long inMemory(long after, long upTo, Set<String> kinds, List<Envelope> piece)
      throws IOException {
    long read = 0;
    for (long n = after + 1; n <= upTo; n++) {
      @Nullable Entry entry = tail.entry(n);
      if (entry == null) {
        return -1;
      }
      if (kinds.contains(entry.kind())) {
        read += entry.body().length;
        piece.add(envelope(n, entry.atMillis(), entry.body()));
      }
    }
    return read;
  }

  /// @return bytes that were read; -1 when there are more than `most`
  private long inLog(long after, long upTo, Set<String> kinds, List<Envelope> piece, long most)
      throws IOException {
    var records = log.read(after, (int) (upTo - after), most);
    if (records.size() < upTo - after) {
      return -1;
    }
    long read = 0;
    for (var record : records) {
      read += record.body().length;
      if (kinds.contains(record.kind())) {
        piece.add(envelope(record.sequence(), record.atMillis(), record.body()));
      }
    }
    return read;
  }

  private Envelope envelope(long sequence, long atMillis, byte[] body) throws IOException {
    return new Envelope(sequence, Instant.ofEpochMilli(atMillis), codec.event(body, new byte[0]));
  }
}
