import { stepTime, type StepTime } from './step-time.ts';

/** What the page leaves for whoever opened it. */
export interface Outcome {
  readonly time?: StepTime;
  readonly error?: string;
}

const page = globalThis as unknown as {
  outcome: Promise<Outcome>;
  readonly location: { readonly search: string };
};

page.outcome = stepTime(Number(new URLSearchParams(page.location.search).get('calls'))).then(
  (time) => ({ time }),
  (error: unknown) => ({ error: String(error) }),
);
