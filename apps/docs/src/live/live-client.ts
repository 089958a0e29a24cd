import type { LiveStart } from './live-data.ts';
import type { LiveReply, LiveRequest, LiveTask, LiveTaskName, LiveTasks } from './live.worker.ts';
import type { StoredNetwork } from './stored-network.ts';

/** A question on its way. */
export interface LiveCall<Answer> {
  readonly answer: Promise<Answer>;
  /** Nobody waits for it any more: it is never answered. */
  readonly drop: () => void;
}

/** Asks a worker. */
export interface LiveClient {
  /** Says what all further questions are about. */
  begin(scene: LiveStart, teacher: StoredNetwork): void;
  /** @param onProgress Told how many people are done. */
  ask<Name extends LiveTaskName>(
    name: Name,
    asks: LiveTasks[Name]['asks'],
    onProgress?: (done: number) => void,
  ): LiveCall<LiveTasks[Name]['gives']>;
  close(): void;
}

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: ((done: number) => void) | undefined;
}

/** A worker as something to ask. */
export function liveClient(worker: Worker): LiveClient {
  const waiting = new Map<number, Waiting>();
  let latest = 0;
  // What Vue made observable cannot be sent; files are as they were read.
  const send = (request: LiveRequest): void => {
    const isFiles = 'task' in request && request.task.name === 'own';
    worker.postMessage(isFiles ? request : JSON.parse(JSON.stringify(request)));
  };
  worker.onmessage = ({ data }: MessageEvent<LiveReply>) => {
    const call = waiting.get(data.id);
    if (call === undefined) return;
    if ('done' in data) {
      call.onProgress?.(data.done);
      return;
    }
    waiting.delete(data.id);
    if ('error' in data) call.reject(new Error(data.error));
    else call.resolve(data.answer as never);
  };
  worker.onerror = ({ message }) => {
    for (const { reject } of waiting.values()) reject(new Error(message));
    waiting.clear();
  };
  return {
    begin(scene, teacher) {
      send({ scene, teacher });
    },
    ask(name, asks, onProgress) {
      latest += 1;
      const id = latest;
      const answer = new Promise<never>((resolve, reject) => {
        waiting.set(id, { resolve, reject, onProgress });
      });
      send({ id, task: { name, asks } as LiveTask });
      return {
        answer,
        drop: () => {
          if (waiting.delete(id)) send({ dropped: id });
        },
      };
    },
    close: () => {
      worker.terminate();
    },
  };
}
