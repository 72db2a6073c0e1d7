package dev.skillwire.stream;

import static dev.skillwire.stream.Publishing.ANNA;
import static dev.skillwire.stream.Publishing.answer;
import static dev.skillwire.stream.Publishing.ask;
import static dev.skillwire.stream.Publishing.complete;
import static dev.skillwire.stream.Publishing.start;
import static dev.skillwire.stream.Publishing.step;
import static dev.skillwire.stream.Publishing.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Event;
import dev.skillwire.core.QuestionStory;
import dev.skillwire.log.MemoryLog;
import dev.skillwire.wire.Catalogue;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TrailTest {

  private final HandClock clock = new HandClock();
  private final Running running = Running.on(new MemoryLog(100_000, 100_000_000), clock);

  @AfterEach
  void close() {
    running.close();
  }

  private Trail.Page page(long after, long before, int limit, String run) throws IOException {
    return running
        .hub()
        .trail()
        .page(new Trail.Wanted(after, before, limit, run, _ -> true, _ -> true), Set.of());
  }

  private static List<String> ids(Trail.Page page) {
    return page.stories().stream().map(story -> story.question().id().value()).toList();
  }

  private void question(String id, String run) {
    running.submit(ask(id, run, null));
    running.submit(answer(id, "yes"), ANNA, "");
  }

  @Test
  void tellsAQuestionWithItsOutcomeAndWhatRanThen() throws IOException {
    running.submit(start("r"));
    running.submit(step("r", 0));
    question("q", "r");
    running.submit(complete("r"));
    var story = page(0, Long.MAX_VALUE, 10, "").stories().getFirst();
    assertThat(story.asked().sequence()).isEqualTo(3);
    assertThat(story.outcome()).isNotNull();
    assertThat(story.then()).hasSize(1);
    assertThat(story.then().getFirst().event()).isInstanceOf(Event.SkillCompleted.class);
    assertThat(story.question().requester()).isEqualTo("client:source");
  }

  @Test
  void findsTheOutcomeOfAQuestionWithoutARunHoweverLate() throws IOException {
    running.submit(ask("q", "", null));
    for (int i = 0; i < 25_000; i++) {
      var _ = running.offer(word("mine", 1), Publishing.SOURCE, "");
      if (i % 1_000 == 0) {
        running.snapshot();
      }
    }
    running.snapshot();
    running.submit(answer("q", "no"), ANNA, "");
    var story = page(0, Long.MAX_VALUE, 10, "").stories().getFirst();
    assertThat(story.outcome()).isNotNull();
  }

  @Test
  void pagesFromTheNewestBackWithoutGapOrRepetition() throws IOException {
    for (int i = 0; i < 25; i++) {
      question("q" + i, "");
    }
    var page = page(0, Long.MAX_VALUE, 10, "");
    assertThat(ids(page)).startsWith("q15").endsWith("q24");
    var before = page(0, page.earlier(), 10, "");
    assertThat(ids(before)).startsWith("q5").endsWith("q14");
    var first = page(0, before.earlier(), 10, "");
    assertThat(ids(first)).containsExactly("q0", "q1", "q2", "q3", "q4");
    assertThat(first.earlier()).isZero();
  }

  @Test
  void keepsToItsBoundsAndItsRun() throws IOException {
    running.submit(start("r"));
    question("a", "");
    question("b", "r");
    question("c", "");
    assertThat(ids(page(0, Long.MAX_VALUE, 10, "r"))).containsExactly("b");
    long b = page(0, Long.MAX_VALUE, 10, "r").stories().getFirst().asked().sequence();
    assertThat(ids(page(b, Long.MAX_VALUE, 10, ""))).containsExactly("c");
    assertThat(ids(page(0, b, 10, ""))).containsExactly("a");
    assertThat(ids(page(0, Long.MAX_VALUE, 10, "unknown"))).isEmpty();
  }

  @Test
  void leavesOutWhatDoesNotFit() throws IOException {
    question("a", "");
    question("b", "");
    var wanted =
        new Trail.Wanted(
            0,
            Long.MAX_VALUE,
            10,
            "",
            _ -> true,
            story -> story.question().id().value().equals("a"));
    assertThat(running.hub().trail().page(wanted, Set.of()).stories())
        .extracting(QuestionStory::question)
        .extracting(q -> q.id().value())
        .containsExactly("a");
  }

  @Test
  void looksForNoOutcomeWhereTheQuestionIsNotWanted() throws IOException {
    question("a", "");
    question("b", "");
    var told = new ArrayList<String>();
    var wanted =
        new Trail.Wanted(
            0,
            Long.MAX_VALUE,
            10,
            "",
            question -> question.id().value().equals("b"),
            story -> told.add(story.question().id().value()));
    assertThat(ids(running.hub().trail().page(wanted, Set.of()))).containsExactly("b");
    assertThat(told).containsExactly("b");
  }

  /// Who adds an event of questions decides whether it closes them: `QuestionStory` tells all others as they are.
  @Test
  void readsAllThatBefallsAQuestion() {
    assertThat(Catalogue.entries())
        .extracting(Catalogue.Entry::word)
        .filteredOn(word -> word.startsWith("confirmation_"))
        .filteredOn(word -> !word.startsWith("confirmation_rule_"))
        .filteredOn(word -> !word.equals("confirmation_required"))
        .containsExactlyInAnyOrderElementsOf(Trail.OWN);
  }

  @Test
  void knowsPlacesByTheirTime() throws IOException {
    question("a", "");
    clock.pass(Duration.ofMinutes(10));
    var moment = clock.instant();
    clock.pass(Duration.ofMinutes(10));
    question("b", "");
    long before = running.hub().trail().before(moment);
    assertThat(ids(page(before, Long.MAX_VALUE, 10, ""))).containsExactly("b");
    assertThat(ids(page(0, before + 1, 10, ""))).containsExactly("a");
  }

  @Test
  void tellsWhatIsOpenAsOpen() throws IOException {
    running.submit(ask("q", "", null));
    var wanted = new Trail.Wanted(0, Long.MAX_VALUE, 10, "", _ -> true, _ -> true);
    var page = running.hub().trail().page(wanted, Set.of(new ConfirmationId("q")));
    assertThat(page.stories().getFirst().outcome()).isNull();
  }
}
