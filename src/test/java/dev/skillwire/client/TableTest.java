package dev.skillwire.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void countsLinesAndNotTheBreaksInsideOfCells() {
    var table = Table.of("a,b\r\n1,\"two \"\"long\"\"\r\nlines\"\r\n2,x\r\n", "");
    assertThat(table.names()).isEqualTo("a,b\r\n");
    assertThat(table.rows()).isEqualTo("1,\"two \"\"long\"\"\r\nlines\"\r\n2,x\r\n");
    assertThat(table.count()).isEqualTo(2);
    assertThat(table.earlier()).isZero();
  }

  @Test
  void mayHoldNothing() {
    assertThat(Table.of("a,b\r\n", "").count()).isZero();
    assertThat(Table.of("", "").count()).isZero();
  }

  @Test
  void knowsThePageBefore() {
    assertThat(Table.of("a\r\n", "</x?by=a&until=12>; rel=\"prev\"").earlier()).isEqualTo(12);
    assertThat(Table.of("a\r\n", "</x?until=7>; rel=\"prev\"").earlier()).isEqualTo(7);
    assertThat(Table.of("a\r\n", "</x?until=7>; rel=\"next\"").earlier()).isZero();
    assertThat(Table.of("a\r\n", "</x?until=x>; rel=\"prev\"").earlier()).isZero();
  }
}
