/** The only module that fetches. */
import { ApiError } from "./lib/api-error.js";
import { packedValues, unpack, unpacked, unpackedValues } from "./lib/packed.js";
import { isLarge } from "./lib/rows.js";

/**
 * @import {FileAnswer, Preset, Trace, Values, WireError} from "./types.js"
 * @import {DescentResponse, EntryRequest, GradcheckResponse, OperationList, PresetList, PresetResponse, ProgramResponse, ValuesResponse} from "./wire.js"
 */

export { ApiError };

const PATIENCE_MS = 15_000;
/** Large matrices come as bytes, small ones as rows. */
const ARRAYS = "auto";

/**
 * @typedef {{preset: string} | {program: string}} Named
 * @typedef {Record<string, [number, number]>} Shapes
 */

/**
 * @param {Named & {values: Values, layout: string, include: string[], lang: string}} request
 * @param {AbortSignal} [signal]
 * @returns {Promise<Trace>}
 */
export async function trace(request, signal) {
  const values = packedValues(request.values);
  const echo = !Object.values(request.values).some(isLarge);
  /** @type {Trace} */
  const answer = await post("/api/traces", { ...request, values, arrays: ARRAYS, echo }, signal);
  for (const [name, rows] of Object.entries(request.values)) answer.values[name].data ??= rows;
  return unpacked(answer);
}

/**
 * @param {Named & {values: Values, layout: string, method: "central" | "complex", h?: number, curve: boolean, lang: string}} request
 * @param {AbortSignal} [signal]
 * @returns {Promise<GradcheckResponse>}
 */
export function gradchecks(request, signal) {
  return post("/api/gradchecks", { ...request, values: packedValues(request.values) }, signal);
}

/**
 * @param {Named & {values: Values, parameters?: string[], entry?: EntryRequest, lang: string}} request
 * @param {AbortSignal} [signal]
 * @returns {Promise<DescentResponse>}
 */
export function descents(request, signal) {
  return post("/api/descents", { ...request, values: packedValues(request.values) }, signal);
}

/**
 * @param {Named & {shapes?: Shapes, sizes?: Record<string, number>, seed: number, scheme: string, lang: string}} request
 * @param {AbortSignal} [signal]
 * @returns {Promise<{values: Values, sizes: Record<string, number>, seed: number}>}
 */
export async function values(request, signal) {
  /** @type {ValuesResponse} */
  const answer = await post("/api/values", { ...request, arrays: ARRAYS }, signal);
  return withRows(answer);
}

/**
 * @param {{program: string, shapes: Shapes, sizes: Record<string, number>, lang: string}} request
 * @param {AbortSignal} [signal]
 * @returns {Promise<ProgramResponse>}
 */
export function program(request, signal) {
  return post("/api/programs", request, signal);
}

/** @type {Promise<Record<string, string>> | null} */
let coming = null;

/**
 * What the proofs say. It is asked for once.
 * @param {string} lang
 * @returns {Promise<Record<string, string>>}
 */
export function words(lang) {
  coming ??= answerOf(send(`/words/proofs.${lang}.json`)).catch((/** @type {unknown} */ error) => {
    coming = null;
    throw error;
  });
  return coming;
}

/**
 * @param {string} lang
 * @returns {Promise<PresetList>}
 */
export function presets(lang) {
  return answerOf(send(`/api/presets?lang=${lang}`));
}

/** What a program may call. @returns {Promise<OperationList>} */
export function operations() {
  return answerOf(send("/api/operations"));
}

/**
 * @param {string} id
 * @param {string} lang
 * @param {AbortSignal} [signal]
 * @returns {Promise<Preset>}
 */
export async function preset(id, lang, signal) {
  const path = `/api/presets/${encodeURIComponent(id)}?lang=${lang}&arrays=${ARRAYS}`;
  /** @type {PresetResponse} */
  const answer = await answerOf(send(path, {}, signal));
  return withRows(answer);
}

/**
 * @param {File} file
 * @param {Shapes} want  the inputs it may be for
 * @param {string} lang
 * @param {AbortSignal} [signal]
 * @returns {Promise<FileAnswer>}
 */
export async function file(file, want, lang, signal) {
  const query = new URLSearchParams({ name: file.name, lang, arrays: ARRAYS });
  for (const [name, [rows, columns]] of Object.entries(want))
    query.append("want", `${name}:${rows}x${columns}`);
  const headers = { "Content-Type": "application/octet-stream" };
  /** @type {FileAnswer} */
  const answer = await answerOf(send(`/api/files?${query}`, { method: "POST", headers, body: file }, signal));
  unpack(answer.arrays);
  return answer;
}

/**
 * @template {{values: Record<string, unknown>}} A
 * @param {A} answer  whose values may have come as bytes
 */
function withRows(answer) {
  return { ...answer, values: unpackedValues(answer.values) };
}

/**
 * @template T
 * @param {string} path
 * @param {object} body
 * @param {AbortSignal} [signal]
 * @returns {Promise<T>}
 */
function post(path, body, signal) {
  const headers = { "Content-Type": "application/json" };
  return answerOf(send(path, { method: "POST", headers, body: JSON.stringify(body) }, signal));
}

/**
 * @template T  what the server says that it answers: the page takes its word (wire.js is written by it)
 * @param {Promise<Response>} sent
 * @returns {Promise<T>}
 */
async function answerOf(sent) {
  const response = await sent;
  /** @type {T | null} */
  const answer = await response.json().catch(() => null);
  if (response.ok && answer !== null) return answer;
  const refused = /** @type {{error?: WireError} | null} */ (answer);
  const error = refused?.error ?? { code: "no-answer", message: response.statusText };
  throw new ApiError(
    response.ok ? 0 : response.status,
    error,
    Number(response.headers.get("Retry-After")) || 0,
  );
}

/**
 * @param {string} path
 * @param {RequestInit} [init]
 * @param {AbortSignal} [signal]  of who does not want the answer any more
 */
async function send(path, init, signal) {
  const late = AbortSignal.timeout(PATIENCE_MS);
  try {
    return await fetch(path, { ...init, signal: signal ? AbortSignal.any([signal, late]) : late });
  } catch {
    throw new ApiError(0, { code: "no-answer", message: "" });
  }
}
