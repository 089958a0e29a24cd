/** What a method answered for the people of a model. */
export interface Answers {
  /** Where each person is led, in the model's columns; null where the method returned nothing. */
  readonly rows: readonly (readonly number[] | null)[];
  /** Seconds of processor for everybody, what is made ready for the model included. */
  readonly seconds: number;
}
