import type pg from 'pg';

/**
 * What is kept beside the jobs. A cell is one row by the hash of all it depends on, so that it cannot be there twice; its
 * result is the file that a folder would hold, byte for byte; its record too, or where that is kept. Whoever computes a cell has its claim and says so by its beats, which
 * others count by clocks of their own; the time of the last one is for people.
 */
const statements = `
CREATE SCHEMA IF NOT EXISTS cfq;
CREATE TABLE IF NOT EXISTS cfq.study (
  family text PRIMARY KEY,
  plan jsonb NOT NULL,
  configuration text,
  submitted_on timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE IF NOT EXISTS cfq.cell (
  hash text PRIMARY KEY,
  place bigserial,
  code_version text NOT NULL,
  evaluation text NOT NULL,
  weight integer NOT NULL,
  job jsonb NOT NULL,
  released boolean NOT NULL DEFAULT false,
  job_id uuid,
  claim uuid,
  worker text,
  heartbeat_on timestamptz,
  beats integer NOT NULL DEFAULT 0,
  attempts integer NOT NULL DEFAULT 0,
  last_error jsonb,
  error jsonb,
  file text,
  record bytea,
  record_at text,
  finished_on timestamptz
);
ALTER TABLE cfq.cell ADD COLUMN IF NOT EXISTS beats integer NOT NULL DEFAULT 0;
ALTER TABLE cfq.cell ADD COLUMN IF NOT EXISTS record_at text;
CREATE INDEX IF NOT EXISTS cell_by_evaluation ON cfq.cell (code_version, evaluation);
CREATE INDEX IF NOT EXISTS cell_by_claim ON cfq.cell (heartbeat_on) WHERE claim IS NOT NULL;
CREATE TABLE IF NOT EXISTS cfq.mismatch (
  hash text NOT NULL,
  worker text NOT NULL,
  fields jsonb NOT NULL,
  found_on timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE IF NOT EXISTS cfq.watch (
  code_version text PRIMARY KEY,
  begun_on timestamptz NOT NULL
);`;

/** Any number that other users of the database are unlikely to lock: "cfq" in ASCII. */
const tablesLock = 0x63_66_71;

/**
 * Makes what is missing; processes that start at the same time wait for one another.
 *
 * @param others makes further tables, while nobody else makes any
 */
export async function createTables(pool: pg.Pool, others: () => Promise<unknown>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [tablesLock]);
    await client.query(statements);
    await others();
  } finally {
    // Ends the lock with the session.
    client.release(true);
  }
}
