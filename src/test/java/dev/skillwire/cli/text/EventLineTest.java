package dev.skillwire.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.cli.base.Ink;
import dev.skillwire.client.Message;
import dev.skillwire.wire.BadMessage;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class EventLineTest {

  private final EventLine lines = new EventLine(new Ink(false), ZoneOffset.UTC);

  private String line(String json) throws BadMessage {
    return lines.of(message(json));
  }

  private static Message message(String json) throws BadMessage {
    return Message.parse(json.replace('\'', '"'));
  }

  @Test
  void tellsWhenWhatRunAndHowLong() throws Exception {
    assertThat(
            line(
                "{'type':'step_completed','timestamp':'2026-01-02T03:04:05.678Z','skill_id':'0123456789',"
                    + "'skill_name':'build','step_name':'compile','duration_ms':1500}"))
        .isEqualTo("03:04:05  build/0123456789  ✓ compile  1.5 s");
  }

  @Test
  void namesTheRunOfAnEventThatCarriesOnlyItsId() throws Exception {
    line(
        "{'type':'skill_started','skill_id':'r1','skill_name':'deploy','total_steps':2,'source':'cron'}");
    assertThat(
            line(
                "{'type':'confirmation_answered','skill_id':'r1','id':'q','response':'yes',"
                    + "'answered_by':{'name':'Ada','kind':'human'}}"))
        .isEqualTo("--:--:--  deploy/r1  = yes by Ada q");
    assertThat(
            line(
                "{'type':'confirmation_answered','skill_id':'r1','id':'q','response':'no',"
                    + "'comment':'not on a Friday'}"))
        .isEqualTo("--:--:--  deploy/r1  = no: \"not on a Friday\" q");
  }

  @Test
  void tellsWhatARuleDecidedAndThatNobodySawIt() throws Exception {
    assertThat(
            line(
                "{'type':'confirmation_answered','skill_id':'','id':'q','response':'yes',"
                    + "'answered_by':{'client_id':'','name':'rule-3','kind':'rule'},'rule_id':'rule-3',"
                    + "'question':{'skill_name':'deploy','prompt':'Push?'}}"))
        .isEqualTo("--:--:--  deploy  = yes by rule-3 q  nobody was asked: Push?");
  }

  @Test
  void tellsWhatBecomesOfRules() throws Exception {
    assertThat(
            line(
                "{'type':'confirmation_answered','id':'q','response':'no','saved_as':'rule-4',"
                    + "'contradicts':['rule-1','rule-2'],'answered_by':{'name':'Ada','kind':'human'}}"))
        .endsWith("= no by Ada q  from now on by rule-4  against rule-1, rule-2");
    assertThat(line("{'type':'confirmation_answered','id':'q','not_remembered':'too risky'}"))
        .endsWith("not remembered: too risky");
    assertThat(
            line(
                "{'type':'confirmation_rule_saved','rule':{'rule_id':'rule-4','response':'no',"
                    + "'scope':{'skill_name':'deploy'},'created_by':{'name':'Ada','kind':'human'}}}"))
        .endsWith("§ rule-4 answers no to questions of skill deploy by Ada");
    assertThat(
            line(
                "{'type':'confirmation_rule_changed','rule_id':'rule-4','enabled':false,"
                    + "'by':{'name':'Ada','kind':'human'}}"))
        .endsWith("§ rule-4 off by Ada");
    assertThat(
            line(
                "{'type':'confirmation_rule_deleted','rule_id':'rule-4','reason':'used_up',"
                    + "'by':{'name':'skillwire','kind':'system'}}"))
        .endsWith("§ rule-4 is no more: used up");
  }

  @Test
  void learnsNamesFromASnapshot() throws Exception {
    lines.learn(message("{'running_skills':[{'skill_id':'r9','skill_name':'clean'}]}"));
    assertThat(
            line(
                "{'type':'confirmation_expired','skill_id':'r9','response':'abort','reason':'timeout'}"))
        .contains("clean/r9")
        .contains("abort: nobody answered in time");
  }

  @Test
  void showsAnEventOfAPublishersOwnWithItsFields() throws Exception {
    assertThat(line("{'type':'deploy_note','seq':4,'text':'all green','n':[1]}"))
        .contains("deploy_note  text=\"all green\"  n=[1]")
        .doesNotContain("seq");
  }

  @Test
  void shortensAnIdThatAProgramMadeAndSaysHowToAnswer() throws Exception {
    assertThat(
            line(
                "{'type':'confirmation_required','skill_id':'d0182056-5b23-447c-a963-5d67b5143f2f',"
                    + "'skill_name':'deploy','id':'d0182056-5b23-447c-a963-5d67b5143f2f-ask-1',"
                    + "'prompt':'Go?','options':['yes','no']}"))
        .isEqualTo("--:--:--  deploy/d0182056  ? Go? [yes | no] skillwire answer d0182056");
  }

  @Test
  void givesEachLineOfLiveOutputItsOwnAndNamesTheStepOnce() throws Exception {
    var output =
        "{'type':'step_progress','skill_id':'r1','step_name':'list','output':'a\\n  b\\u001b[2J\\n'}";
    var text = line(output);
    assertThat(text.lines())
        .containsExactly("--:--:--  r1    list", "--:--:--  r1      a", "--:--:--  r1        b");
    assertThat(line(output).lines()).containsExactly(text.lines().skip(1).toArray(String[]::new));
  }

  @Test
  void keepsTheColumnsOfLiveOutput() throws Exception {
    assertThat(line("{'type':'step_progress','step_name':'s','output':'a\\tb   c\\n'}"))
        .contains("    a       b   c");
  }

  @Test
  void boundsTheLinesOfOneOutput() throws Exception {
    var text =
        line("{'type':'step_progress','step_name':'s','output':'" + "x\\n".repeat(60) + "'}");
    assertThat(text.lines()).hasSize(52);
    assertThat(text).endsWith("(10 more lines)");
  }

  @Test
  void doesNotNameTheRunWhereThereIsOnlyOne() throws Exception {
    var event = message("{'type':'skill_failed','skill_id':'r1','skill_name':'n','error':'no'}");
    assertThat(EventLine.ofOneRun(new Ink(false), ZoneOffset.UTC, "").of(event))
        .startsWith("--:--:--  ■ failed");
  }

  @Test
  void letsNoTextOfOthersMoveTheCursor() throws Exception {
    var escaped =
        "{'type':'step_failed','step_name':'a\\u001b[31m','error':'x\\ny\\u202e','skill_name':'n\\u0007'}";
    assertThat(line(escaped))
        .contains("✗ a: x y")
        .contains("n")
        .doesNotContain("\u001b", "\n", "\u202e", "\u0007");
  }

  @Test
  void coloursOnlyWhereItIsWanted() throws Exception {
    var coloured = new EventLine(new Ink(true), ZoneOffset.UTC);
    var event = message("{'type':'skill_failed','error':'no'}");
    assertThat(coloured.of(event)).contains("\u001b[31m");
    assertThat(lines.of(event)).doesNotContain("\u001b");
  }
}
