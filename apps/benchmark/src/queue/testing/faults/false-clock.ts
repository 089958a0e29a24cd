import type { Queue } from '../../open-queue.ts';
import pg from 'pg';

/**
 * Puts a clock that can be set into a new database: what its statements call now() is then the true time and a jump. Connections
 * that are opened afterwards see it.
 */
export async function installFalseClock(address: string): Promise<void> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  await client.query(`
    CREATE SCHEMA clock;
    CREATE TABLE clock.jump (by interval NOT NULL);
    INSERT INTO clock.jump VALUES ('0');
    CREATE FUNCTION clock.now() RETURNS timestamptz LANGUAGE sql STABLE
      AS 'SELECT pg_catalog.now() + (SELECT by FROM clock.jump)';
    ALTER DATABASE postgres SET search_path = clock, pg_catalog, public;`);
  await client.end();
}

/** Sets that clock by so much before or after the true time, as PostgreSQL writes an interval: -2 hours. */
export async function setFalseClock(queue: Queue, jump: string): Promise<void> {
  await queue.query('UPDATE clock.jump SET by = $1::interval', [jump]);
}
