/** The parts of Jasmine that are used: it ships no types. */
declare module 'jasmine-core' {
  export interface SpecResult {
    readonly fullName: string;
    readonly status: string;
    readonly failedExpectations: readonly { readonly message: string; readonly stack: string }[];
  }

  export interface Jasmine {
    /** Milliseconds. */
    DEFAULT_TIMEOUT_INTERVAL: number;
    getEnv(): {
      configure(options: { random: boolean; specFilter(spec: { getFullName(): string }): boolean }): void;
      addReporter(reporter: { specStarted(spec: SpecResult): void; specDone(spec: SpecResult): void }): void;
      execute(): Promise<unknown>;
      afterEach(body: () => Promise<void>): void;
    };
  }

  const core: { boot(): Jasmine };
  export default core;
}
