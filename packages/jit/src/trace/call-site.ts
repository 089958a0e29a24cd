/** Stack frames of TF.js, of this package's tracing, and of Node itself are not where a user looks. */
const foreignFrames = /@tensorflow|tf-core|node:internal/;

/**
 * Where the user's code called into TF.js, as `file:line:column`, from the current stack; or an empty string
 * where the engine gives no stack.
 */
function callSite(): string {
  const limit = Error.stackTraceLimit;
  // The default of ten frames ends inside TF.js.
  Error.stackTraceLimit = 60;
  const frames = (new Error().stack ?? '').split('\n').slice(1);
  Error.stackTraceLimit = limit;
  const intoTf = frames.findIndex((frame) => foreignFrames.test(frame));
  const outOfTf = frames.slice(Math.max(intoTf, 0)).find((frame) => !foreignFrames.test(frame));
  return /\(?((?:file:\/\/)?[^\s()]+:\d+:\d+)\)?\s*$/.exec(outOfTf ?? '')?.[1] ?? '';
}

/** The call site as the end of a sentence. */
export function atCallSite(): string {
  const site = callSite();
  return site === '' ? '' : ` Called at ${site}.`;
}
