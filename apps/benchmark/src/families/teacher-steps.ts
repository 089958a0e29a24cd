/** Steps K of the teacher's recourse on training rows that are compared. */
export const teacherSteps: readonly number[] = [1, 3, 5, 10, 20];
