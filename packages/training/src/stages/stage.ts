/** What is said about a stage of a method. */
export interface StageText {
  readonly name: string;
  /** One line: what it does. */
  readonly description: string;
  /** Its options as plain data; a method's identity is made of these and its stages' names. */
  readonly options: Readonly<Record<string, string | number | boolean>>;
}
