import { liveAdviser, type LiveAnswer, type LiveQuestion, type LiveRules } from './live-advice.ts';
import { liveCertificates } from './live-certificates.ts';
import type { LiveStart } from './live-data.ts';
import { restoreNetwork, type StoredNetwork } from './stored-network.ts';
import type { ReadableRow } from '@cfq/datasets';
import type { Network } from '@cfq/network';
import type { LiveFile } from './live-file.ts';
import type { CertifiedModel } from '@cfq/advice';
import type { OwnFiles, OwnScene } from './live-own.ts';
import { ownNames } from './own-names.ts';
import type { Receipt, ReceiptInput } from './live-receipt.ts';

/** What the worker is asked, and what it answers. */
export interface LiveTasks {
  readonly advice: { readonly asks: LiveQuestion; readonly gives: LiveAnswer };
  /** The same rules for many people; how many are done is told on the way. */
  readonly everybody: {
    readonly asks: { readonly people: readonly ReadableRow[]; readonly rules: LiveRules };
    readonly gives: readonly LiveAnswer[];
  };
  /** By student the half-width of the box in which it is proven to say yes; null where nothing is. */
  readonly certificates: {
    readonly asks: { readonly students: readonly StoredNetwork[]; readonly values: ReadableRow };
    readonly gives: readonly (number | null)[];
  };
  /** By network, the teacher for null, the margins that ONNX Runtime gives to rows, from the files themselves. */
  readonly runtime: {
    readonly asks: {
      readonly networks: readonly (StoredNetwork | null)[];
      readonly rows: readonly ReadableRow[];
    };
    readonly gives: readonly (readonly number[])[];
  };
  /** A reader's own files as a scene; what is begun with it next is asked of these files. */
  readonly own: { readonly asks: OwnFiles; readonly gives: OwnScene };
  /** A promise in writing, and the file of the model that gave it. */
  readonly receipt: {
    readonly asks: Omit<ReceiptInput, 'file' | 'certified'> & {
      readonly students: readonly { readonly name: string; readonly network: StoredNetwork }[];
    };
    readonly gives: Receipt & { readonly model: Uint8Array };
  };
}

/** Names of what can be asked. */
export type LiveTaskName = keyof LiveTasks;

/** One question. */
export type LiveTask = {
  [Name in LiveTaskName]: { readonly name: Name; readonly asks: LiveTasks[Name]['asks'] };
}[LiveTaskName];

/** What the page sends: first where it starts from, then questions; and which of them nobody waits for any more. */
export type LiveRequest =
  | { readonly scene: LiveStart; readonly teacher: StoredNetwork }
  | { readonly id: number; readonly task: LiveTask }
  | { readonly dropped: number };

/** What the worker sends back for a question: how far it is, or how it ended. */
export type LiveReply =
  | { readonly id: number; readonly done: number }
  | { readonly id: number; readonly answer: LiveTasks[LiveTaskName]['gives'] }
  | { readonly id: number; readonly error: string };

/** The part of a worker's global scope that is used here. */
interface WorkerScope {
  onmessage: (event: { readonly data: LiveRequest }) => void;
  postMessage(reply: LiveReply): void;
}

const scope = globalThis as unknown as WorkerScope;
const dropped = new Set<number>();
let scene: LiveStart;
let teacher: Network;
let advise: ReturnType<typeof liveAdviser>;
/** The models that a reader gave. */
let given: { readonly model: LiveFile; readonly smaller: LiveFile | undefined } | undefined;

scope.onmessage = ({ data }) => {
  if ('scene' in data) {
    scene = data.scene;
    teacher = restoreNetwork(data.teacher);
    advise = liveAdviser(scene, teacher);
    clearTimeout(rehearsal);
    rehearseSoon(0);
    return;
  }
  if ('dropped' in data) {
    dropped.add(data.dropped);
    return;
  }
  clearTimeout(rehearsal);
  rehearsal = undefined;
  const { id, task } = data;
  answerTo(task, id).then(
    (answer) => {
      if (!dropped.has(id)) scope.postMessage({ id, answer });
    },
    (error: unknown) => {
      scope.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
    },
  );
};

async function answerTo({ name, asks }: LiveTask, id: number): Promise<LiveTasks[LiveTaskName]['gives']> {
  switch (name) {
    case 'advice':
      return await advise(asks);
    case 'everybody': {
      const answers: LiveAnswer[] = [];
      for (const values of asks.people) {
        if (dropped.has(id)) break;
        answers.push(await advise({ ...asks.rules, values, ways: 1 }));
        scope.postMessage({ id, done: answers.length });
        // What has been asked in the meantime goes first.
        await new Promise((resolve) => setTimeout(resolve));
      }
      return answers;
    }
    case 'own': {
      const [{ ownScene }, { sha256Of }] = await Promise.all([
        import('./live-own.ts'),
        import('./live-file.ts'),
      ]);
      const scene = await ownScene(asks);
      const { model, smaller } = asks;
      given = {
        model: { ...model, sha256: await sha256Of(model.bytes) },
        smaller: smaller && { ...smaller, sha256: await sha256Of(smaller.bytes) },
      };
      return scene;
    }
    case 'certificates':
      return certificates(asks.students, asks.values);
    case 'runtime': {
      const { liveRuntimeMargins } = await import('./live-runtime.ts');
      const networks = asks.networks.map((one) => (one === null ? teacher : restoreNetwork(one)));
      return await liveRuntimeMargins(networks, scene.featureSpace, asks.rows);
    }
    case 'receipt': {
      const [{ liveFile }, { liveReceipt }] = await Promise.all([
        import('./live-file.ts'),
        import('./live-receipt.ts'),
      ]);
      const { students, ...rest } = asks;
      const own = given?.model.name === scene.dataset ? given : undefined;
      const file = own?.model ?? (await liveFile(`${scene.dataset}.onnx`, teacher, scene.featureSpace));
      const radii = certificates(
        students.map(({ network }) => network),
        rest.way.values,
      );
      const certified = new Map<string, CertifiedModel>();
      for (const [place, student] of students.entries()) {
        const radius = radii[place] ?? null;
        if (radius === null) continue;
        // The reader's smaller file stands beside every width, and is the file that they have.
        const { name, sha256 } =
          own?.smaller !== undefined && student.name.startsWith(ownNames.smaller)
            ? own.smaller
            : await liveFile(
                student.name.replace(ownNames.rounded, 'rounded'),
                restoreNetwork(student.network),
                scene.featureSpace,
              );
        certified.set(name, { name, sha256, radius });
      }
      return {
        ...(await liveReceipt({ ...rest, file, certified: [...certified.values()] })),
        model: file.bytes,
      };
    }
  }
}

function certificates(students: readonly StoredNetwork[], values: ReadableRow): (number | null)[] {
  const networks = students.map(restoreNetwork);
  return liveCertificates(scene.featureSpace, { teacher, students: networks }, values);
}

let rehearsal: ReturnType<typeof setTimeout> | undefined;

/** Plans that nobody asked for, until what runs is compiled well. */
const rehearsals = 6;

/** Plans for one person after another as long as nobody asks for anything: what runs for the first time is slow. */
function rehearseSoon(done: number): void {
  if (done === rehearsals) return;
  rehearsal = setTimeout(() => {
    const rules = { kappa: 0.2, lock: [], bounds: {}, forbidden: {}, efforts: {}, ways: 1 };
    const mine = rehearsal;
    advise({ ...rules, values: scene.people[done % scene.people.length]! }).then(
      () => {
        if (rehearsal === mine) rehearseSoon(done + 1);
      },
      // Whoever asks is told what went wrong.
      () => undefined,
    );
  }, 20);
}
