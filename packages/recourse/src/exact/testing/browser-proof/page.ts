import { provePeople, type ProvenPeople } from './prove-people.ts';

/** What the page leaves for whoever opened it. */
export interface Outcome {
  readonly proven?: ProvenPeople;
  readonly error?: string;
}

const page = globalThis as unknown as { outcome: Promise<Outcome> };

page.outcome = provePeople().then(
  (proven) => ({ proven }),
  (error: unknown) => ({ error: String(error) }),
);
