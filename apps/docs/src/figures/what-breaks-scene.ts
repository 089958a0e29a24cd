/** A point of the plane, in raw units. */
export type Point = readonly [x: number, y: number];

/** Logit margins of a model on a regular grid, row-major from the lowest y up. */
export interface MarginField {
  readonly columns: number;
  readonly rows: number;
  readonly values: readonly number[];
}

/** One denied person and the action that was promised to be enough. */
export interface PromisedAction {
  readonly from: Point;
  readonly to: Point;
  /** Whether the student approves at the end of it. */
  readonly kept: boolean;
}

/** What the picture of "what breaks" shows: two models on a plane, and promises made by the first. Plain data. */
export interface WhatBreaksScene {
  /** The visible part of the plane. */
  readonly x: { readonly label: string; readonly domain: Point };
  readonly y: { readonly label: string; readonly domain: Point };
  /** The part of the plane that the fields cover, a little more than what is visible. */
  readonly fieldX: Point;
  readonly fieldY: Point;
  readonly teacher: MarginField;
  readonly student: MarginField;
  /** Some of the denied. */
  readonly people: readonly PromisedAction[];
  /** What was measured over all of them. */
  readonly measured: {
    readonly seed: number;
    readonly bits: number;
    readonly kappa: number;
    readonly test: number;
    readonly denied: number;
    /** Teacher actions found and valid, at `kappa`. */
    readonly promised: number;
    /** Of these, those the student refuses. */
    readonly broken: number;
    readonly accuracyTeacher: number;
    readonly accuracyStudent: number;
    readonly agreement: number;
  };
}
