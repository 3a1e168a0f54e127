/** Checks a program with the numbers that are there, and fills in those that are not. Knows no element. */
import { ApiError } from "../api.js";
import { consistent, isSameShape, shapesOf } from "../lib/shapes.js";

/**
 * @import {Shapes} from "../lib/shapes.js"
 * @import {Network, Values} from "../types.js"
 * @import {ProgramResponse as Checked} from "../wire.js"
 * @import {Doc} from "./state.js"
 */

/**
 * @typedef {typeof import("../api.js")} Api
 *
 * @typedef {object} Asked
 * @property {string} program
 * @property {Shapes} present  of the numbers that are there: kept as far as they fit
 * @property {Shapes} [fixed]  these must be
 * @property {Record<string, number>} [sizes]  for letters that nothing decides
 * @property {string} lang
 */

/**
 * @param {Pick<Api, "program">} api
 * @param {Asked} asked
 * @param {AbortSignal} [signal]
 * @returns {Promise<Checked>}
 * @throws {ApiError} what is wrong, with the numbers that are there if it is about sizes
 */
export async function check(api, { program, present, fixed = {}, sizes = {}, lang }, signal) {
  const ask = (/** @type {Shapes} */ shapes) => api.program({ program, shapes, sizes, lang }, signal);
  try {
    return await ask({ ...present, ...fixed });
  } catch (error) {
    const isAlone = Object.keys(present).every((name) => name in fixed);
    if (!(error instanceof ApiError && error.isRefusal) || isAlone) throw error;
    const free = await ask(fixed).catch(() => Promise.reject(error));
    const kept = consistent(free.inputs, present, fixed);
    return ask({ ...kept, ...fixed }).catch(() => free);
  }
}

/**
 * The inputs whose numbers can stay.
 * @param {Checked} checked
 * @param {Values} values
 */
export function keptOf({ inputs }, values) {
  const shapes = shapesOf(values);
  return new Set(
    inputs.filter(({ name, shape }) => isSameShape(shape, shapes[name])).map(({ name }) => name),
  );
}

/**
 * Numbers for every input: those that fit, and drawn ones.
 * @param {Pick<Api, "values">} api
 * @param {Checked} checked
 * @param {Values} values
 * @param {Pick<Doc, "seed" | "scheme">} doc
 * @param {string} lang
 * @param {Set<string>} [kept]
 * @returns {Promise<Values>}
 */
export async function filled(api, checked, values, { seed, scheme }, lang, kept = keptOf(checked, values)) {
  const { program, inputs } = checked;
  const shapes = Object.fromEntries(inputs.map(({ name, shape }) => [name, shape]));
  const isWhole = inputs.every(({ name }) => kept.has(name));
  const fresh = isWhole ? {} : (await api.values({ program, shapes, seed, scheme, lang })).values;
  return Object.fromEntries(inputs.map(({ name }) => [name, kept.has(name) ? values[name] : fresh[name]]));
}

/**
 * The network of a program: the one that is there if it is the same.
 * @param {Doc} doc
 * @param {string} program
 * @param {Values} values
 * @returns {Network}
 */
export function networkOf({ network, seed }, program, values) {
  const lines = (/** @type {string} */ text) =>
    text
      .trim()
      .split("\n")
      .map((line) => line.trim())
      .join("\n");
  if (lines(network.program) === lines(program)) return network;
  return { id: null, program, values, seed };
}
