package dev.skillwire.stream;

import dev.skillwire.core.Event;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/// Who is told that entries became durable. Everyone is called on the sequencer's thread, so nobody
/// may block there.
final class Publication {

  private final List<Runnable> wakeUps = new CopyOnWriteArrayList<>();
  private final List<BiConsumer<Entry, Event>> listeners = new CopyOnWriteArrayList<>();

  void onWake(Runnable wakeUp) {
    wakeUps.add(wakeUp);
  }

  void onEvent(BiConsumer<Entry, Event> listener) {
    listeners.add(listener);
  }

  void tell(Entry entry, Event event) {
    for (var listener : listeners) {
      Callback.run(() -> listener.accept(entry, event));
    }
  }

  void wake() {
    wakeUps.forEach(Callback::run);
  }
}
