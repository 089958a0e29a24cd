import pg from 'pg';
import PgBoss from 'pg-boss';
import { UsageError } from '../command-line/benchmark-error.ts';
import { oneLine } from '../command-line/one-line.ts';
import { shownAddress } from './queue-address.ts';
import { createTables } from './tables.ts';

/** Runs a statement with its values; its rows. */
type Query = <Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]) => Promise<Row[]>;

/** A transaction under way. */
export interface Transaction {
  readonly query: Query;
  /** The same transaction as the library of the queue takes it. */
  readonly db: PgBoss.Db;
}

/** A database that holds studies, their cells and the jobs that compute them. */
export interface Queue {
  readonly boss: PgBoss;
  readonly query: Query;
  /** Runs statements that take effect together or not at all. */
  transaction<Value>(work: (transaction: Transaction) => Promise<Value>): Promise<Value>;
  close(): Promise<void>;
}

/** What {@link openQueue} may be told. */
interface QueueOptions {
  /** Told what goes wrong in the background, in one line; by default nobody is. */
  readonly onError?: (line: string) => void;
  /** Statements at a time. Default 4. */
  readonly connections?: number;
  /**
   * Seconds after which an answer that has not come counts as lost with its connection, on both sides, where a network drops what
   * it carries without a word. Default 120.
   */
  readonly patience?: number;
}

/** Finished jobs are kept as long; results are no part of them. */
const archiveHours = 24;

/**
 * Connects to the database and makes the tables that are missing, for jobs (pg-boss) and for results.
 *
 * @throws UsageError where it cannot be reached or used
 */
export async function openQueue(address: string, options: QueueOptions = {}): Promise<Queue> {
  const { onError = () => undefined, connections = 4, patience = 120 } = options;
  const pool = new pg.Pool({
    ...{ connectionString: address, max: connections, keepAlive: true },
    connectionTimeoutMillis: 1000 * Math.min(10, patience),
    ...{ query_timeout: 1000 * patience, idle_in_transaction_session_timeout: 1000 * patience },
    options: `-c tcp_keepalives_idle=${patience} -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3`,
  });
  pool.on('error', (error) => onError(oneLine(error)));
  const query: Query = async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
    (await pool.query<Row>(text, [...values])).rows;
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    ...{ schema: 'cfq_jobs', schedule: false, supervise: false },
    archiveCompletedAfterSeconds: archiveHours * 3600,
  });
  boss.on('error', (error) => onError(oneLine(error)));
  try {
    await createTables(pool, () => boss.start());
  } catch (error) {
    await pool.end().catch(() => undefined);
    throw new UsageError(
      `--queue: cannot use ${shownAddress(address)} (${oneLine(error)}). Is the database running, and may this user make tables in it?`,
      { cause: error },
    );
  }
  return {
    boss,
    query,
    transaction: (work) => inTransaction(pool, work),
    async close() {
      await boss.stop({ graceful: false, wait: false, close: false }).catch(() => undefined);
      await pool.end().catch(() => undefined);
    },
  };
}

async function inTransaction<Value>(
  pool: pg.Pool,
  work: (transaction: Transaction) => Promise<Value>,
): Promise<Value> {
  const client = await pool.connect();
  // A connection that breaks fails the statement under way; the event by itself would end the process.
  const ignore = (): void => undefined;
  client.on('error', ignore);
  let broken = true;
  try {
    await client.query('BEGIN');
    try {
      const value = await work({
        query: async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
          (await client.query<Row>(text, [...values])).rows,
        db: { executeSql: (text, values) => client.query(text, values) },
      });
      await client.query('COMMIT');
      broken = false;
      return value;
    } catch (error) {
      await client.query('ROLLBACK');
      broken = false;
      throw error;
    }
  } finally {
    client.off('error', ignore);
    client.release(broken);
  }
}
