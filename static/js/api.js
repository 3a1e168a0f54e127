/** The only module that fetches. */

/**
 * @typedef {import("./types.js").Trace} Trace
 * @typedef {import("./types.js").Values} Values
 * @typedef {import("./types.js").WireError} WireError
 */

const PATIENCE_MS = 15_000;

/** The server's no, or its silence. */
export class ApiError extends Error {
  /**
   * @param {number} status  0 where there was no answer
   * @param {WireError} error
   * @param {number} retryAfter  seconds; 0 where nothing was said
   */
  constructor(status, error, retryAfter = 0) {
    super(error.message);
    this.status = status;
    this.error = error;
    this.retryAfter = retryAfter;
  }
}

/**
 * @param {{preset: string, values: Values, layout: string, include: string[], lang: string}} request
 * @returns {Promise<Trace>}
 */
export function trace(request) {
  return post("/api/traces", request);
}

/**
 * @param {{preset: string, sizes: Record<string, number>, seed: number}} request
 * @returns {Promise<{values: Values, sizes: Record<string, number>, seed: number}>}
 */
export function values(request) {
  return post("/api/values", request);
}

/**
 * @param {string} path
 * @param {object} body
 */
async function post(path, body) {
  const response = await send(path, body);
  const answer = await response.json().catch(() => null);
  if (response.ok && answer !== null) return answer;
  const error = answer?.error ?? { code: "no-answer", message: response.statusText };
  throw new ApiError(
    response.ok ? 0 : response.status,
    error,
    Number(response.headers.get("Retry-After")) || 0,
  );
}

/**
 * @param {string} path
 * @param {object} body
 */
async function send(path, body) {
  try {
    return await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  } catch {
    throw new ApiError(0, { code: "no-answer", message: "" });
  }
}
