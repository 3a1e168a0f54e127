import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { LEVELS } from "../../../static/js/lib/shade.js";

const css = readFileSync(new URL("../../../static/css/tokens.css", import.meta.url), "utf8");
const matrix = readFileSync(new URL("../../../static/css/matrix.css", import.meta.url), "utf8");

/** @typedef {[number, number, number]} Triple */

/** A token of the palette in one scheme, as oklab. @param {string} name @param {0 | 1} dark @returns {Triple} */
function token(name, dark) {
  const pair = new RegExp(`--${name}: light-dark\\((.+)\\);`).exec(css)?.[1] ?? "";
  const one = pair.split(/, (?=[#o])/)[dark];
  return one.startsWith("#") ? fromHex(one) : fromOklch(one);
}

/** @param {string} text @returns {Triple} */
function fromOklch(text) {
  const [l, c, hue] = [...text.matchAll(/[\d.]+/g)].map(Number);
  const angle = (hue * Math.PI) / 180;
  return [l / 100, c * Math.cos(angle), c * Math.sin(angle)];
}

/** @param {string} hex @returns {Triple} */
function fromHex(hex) {
  const [r, g, b] = [1, 3, 5].map((k) => linear(Number.parseInt(hex.slice(k, k + 2), 16) / 255));
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** @param {number} value */
function linear(value) {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** @param {Triple} lab */
function luminance([L, a, b]) {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (/** @type {number} */ value) => Math.min(1, Math.max(0, value));
  const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @param {Triple} a @param {Triple} b */
function contrast(a, b) {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

/** @param {Triple} a @param {Triple} b @param {number} part  of `a` @returns {Triple} */
function mix(a, b, part) {
  const one = (/** @type {0 | 1 | 2} */ k) => a[k] * part + b[k] * (1 - part);
  return [one(0), one(1), one(2)];
}

const HUES = ["blue", "orange", "green", "purple", "grey"];
const SCHEMES = /** @type {const} */ ([0, 1]);

test("the stylesheet has every level, in equal parts", () => {
  for (let level = 1; level <= LEVELS; level++) {
    assert.match(matrix, new RegExp(`\\[data-level="${level}"\\] \\{\\s*--mix: ${level * 10}%;`));
  }
});

test("text on every colour of a cell has a contrast of at least 4.5", () => {
  for (const dark of SCHEMES) {
    const [paper, ink, soft] = [token("white", dark), token("black", dark), token("smoke", dark)];
    for (const hue of HUES) {
      for (let level = 0; level <= LEVELS; level++) {
        const cell = mix(token(hue, dark), paper, level / LEVELS);
        assert.ok(contrast(ink, cell) >= 4.5, `${hue} ${level} ${dark}: ${contrast(ink, cell)}`);
        const pale = mix(cell, paper, 0.42);
        assert.ok(contrast(soft, pale) >= 4.5, `pale ${hue} ${level} ${dark}: ${contrast(soft, pale)}`);
      }
    }
  }
});

test("text on paper and desk has a contrast of at least 4.5", () => {
  const inks = ["black", "smoke", "blue-ink", "green-ink", "purple-ink", "red-ink"];
  for (const dark of SCHEMES) {
    for (const ink of inks) {
      for (const ground of ["white", "stone"]) {
        const found = contrast(token(ink, dark), token(ground, dark));
        assert.ok(found >= 4.5, `${ink} on ${ground}, ${dark}: ${found}`);
      }
    }
    assert.ok(contrast(token("red-ink", dark), token("red", dark)) >= 4.5);
  }
});
