import { liveAdviser, type LiveAnswer, type LiveQuestion } from './live-advice.ts';
import type { LiveStart } from './live-data.ts';

/** What the page sends: first where it starts from, then questions. */
export type LiveRequest =
  { readonly start: LiveStart } | { readonly id: number; readonly question: LiveQuestion };

/** What the worker sends back for a question. */
export interface LiveReply {
  readonly id: number;
  readonly answer?: LiveAnswer;
  readonly error?: string;
}

/** The part of a worker's global scope that is used here. */
interface WorkerScope {
  onmessage: (event: { readonly data: LiveRequest }) => void;
  postMessage(reply: LiveReply): void;
}

const scope = globalThis as unknown as WorkerScope;
let ask: ReturnType<typeof liveAdviser> | undefined;

scope.onmessage = ({ data }) => {
  if ('start' in data) {
    ask = liveAdviser(data.start);
    return;
  }
  const { id, question } = data;
  ask?.(question).then(
    (answer) => {
      scope.postMessage({ id, answer });
    },
    (error: unknown) => {
      scope.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
    },
  );
};
