import assert from "node:assert/strict";
import { test } from "node:test";
import {
  formatFigures,
  formatFull,
  formatNumber,
  fromWire,
  readNumber,
} from "../../../static/js/lib/format.js";

test("decimals are cut to the precision and trailing zeros go", () => {
  assert.equal(formatNumber(0.41032, 3), "0.41");
  assert.equal(formatNumber(2, 3), "2");
  assert.equal(formatNumber(100, 3), "100");
  assert.equal(formatNumber(0.5, 1), "0.5");
});

test("a minus is a true minus, and there is no minus zero", () => {
  assert.equal(formatNumber(-0.285, 3), "−0.285");
  assert.equal(formatNumber(-0, 3), "0");
  assert.equal(formatFull(-0), "0");
});

test("what is too small for the precision is never shown as 0", () => {
  assert.equal(formatNumber(0.00012, 3), "1.2e−4");
  assert.equal(formatNumber(-1.5e-9, 2), "−1.5e−9");
  assert.equal(formatNumber(12345678, 3), "1.23e7");
});

test("what is not finite has a glyph", () => {
  assert.equal(formatNumber(Number.NaN, 3), "NaN");
  assert.equal(formatNumber(Infinity, 3), "∞");
  assert.equal(formatNumber(fromWire("-Infinity"), 3), "−∞");
});

test("all digits give the same number again", () => {
  for (const value of [0.1 + 0.2, 1 / 3, -1e-300, 1e21, 5e-324])
    assert.equal(readNumber(formatFull(value)), value);
});

test("reads what people type", () => {
  assert.equal(readNumber(" −1,5 "), -1.5);
  assert.equal(readNumber("+.5"), 0.5);
  assert.equal(readNumber("1e-3"), 0.001);
  assert.equal(readNumber("−∞"), -Infinity);
  for (const text of ["", "abc", "1 2", "0x10", "--1", "1.2.3"])
    assert.ok(Number.isNaN(readNumber(text)), text);
});

test("figures that count are as many wherever the point is", () => {
  assert.equal(formatFigures(-0.0267818, 3), "−0.0268");
  assert.equal(formatFigures(0.9999, 3), "1");
  assert.equal(formatFigures(123.456, 3), "123");
  assert.equal(formatFigures(-2.6782e-7, 3), "−2.68e−7");
  assert.equal(formatFigures(5.4321e-5, 6), "5.4321e−5");
  assert.equal(formatFigures(1234567, 3), "1.23e6");
  assert.equal(formatFigures(0, 3), "0");
  assert.equal(formatFigures(Number.NaN, 3), "NaN");
});
