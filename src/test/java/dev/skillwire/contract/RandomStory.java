package dev.skillwire.contract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import tools.jackson.databind.node.ObjectNode;

/// Random, valid things that a publisher may say: runs whose steps follow each other, and questions.
final class RandomStory {

  private final SplittableRandom random;
  private final List<ObjectNode> moves = new ArrayList<>();
  private final List<String> runs = new ArrayList<>();
  private final List<String> questions = new ArrayList<>();

  /// Twice the index of the step that a run is at, plus one while it is running.
  private final Map<String, Integer> places = new HashMap<>();

  private RandomStory(SplittableRandom random) {
    this.random = random;
  }

  static List<ObjectNode> moves(SplittableRandom random, int count) {
    var story = new RandomStory(random);
    while (story.moves.size() < count) {
      story.move(story.moves.size());
    }
    return story.moves;
  }

  private void move(int i) {
    if (runs.isEmpty() || random.nextInt(12) == 0) {
      var run = "run-" + i;
      runs.add(run);
      places.put(run, 0);
      moves.add(Say.started(run, "inputs", Map.of("i", i)));
      return;
    }
    var run = runs.get(random.nextInt(runs.size()));
    switch (random.nextInt(10)) {
      case 0 -> {
        runs.remove(run);
        moves.add(random.nextBoolean() ? Say.completed(run) : Say.failed(run, "boom " + i));
      }
      case 1, 2 -> {
        questions.add("ask-" + i);
        moves.add(Say.question("ask-" + i, "skill_id", run, "timeout_seconds", 300));
      }
      case 3 -> {
        if (!questions.isEmpty()) {
          var ask = questions.remove(random.nextInt(questions.size()));
          moves.add(Say.about("cancel_confirmation", ask));
        }
      }
      case 4 -> {
        if (!questions.isEmpty()) {
          var ask = questions.get(random.nextInt(questions.size()));
          moves.add(Say.about(random.nextBoolean() ? "pause_timer" : "resume_timer", ask));
        }
      }
      default -> stepOn(run, i);
    }
  }

  private void stepOn(String run, int i) {
    int place = places.getOrDefault(run, 0);
    var step = place / 2;
    if (place % 2 == 0) {
      var skipped = random.nextInt(4) == 0;
      moves.add(
          skipped
              ? Say.step("step_skipped", run, step, "reason", "why not " + i)
              : Say.step("step_started", run, step, "step_name", "step " + step));
      places.put(run, place + (skipped ? 2 : 1));
      return;
    }
    switch (random.nextInt(3)) {
      case 0 -> moves.add(Say.step("step_progress", run, step, "percent", i % 100));
      case 1 -> {
        moves.add(Say.step("step_failed", run, step, "error", "no " + i));
        places.put(run, place + 1);
      }
      default -> {
        moves.add(Say.step("step_completed", run, step, "output", Map.of("i", i)));
        places.put(run, place + 1);
      }
    }
  }
}
