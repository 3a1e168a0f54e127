/** What a network is drawn with, as far as the first sheet does not need it: it is there before the network is shown. */

import { canvas, picture } from "../../elements/late.js";
import { rulesFor } from "../../lib/cell.js";
import { LARGE } from "../../lib/fit.js";
import { isLong } from "../../lib/steps.js";
import { overview } from "./late.js";

/**
 * @import {Network} from "../../types.js"
 * @import {Step} from "../../wire.js"
 */

/**
 * @typedef {{shape: [number, number]}} Shaped
 * @typedef {{values: Record<string, Shaped>, gradients: Record<string, Shaped>, steps?: Step[] | null}} Answer
 */

/**
 * @param {Answer} trace
 * @param {Network} network
 * @returns {Promise<unknown>} an `ApiError` where something does not come
 */
export function readyFor({ values, gradients, steps }, { pictures }) {
  const isLarge = (/** @type {Shaped} */ { shape }) => shape[0] * shape[1] > LARGE;
  return Promise.all([
    [...Object.values(values), ...Object.values(gradients)].some(isLarge) && canvas.bring(),
    Object.keys(pictures ?? {}).length > 0 && picture.bring(),
    steps && isLong(steps) && overview.bring(),
    steps && rulesFor(steps),
  ]);
}
