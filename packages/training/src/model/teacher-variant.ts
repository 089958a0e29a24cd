/** Ways to train a teacher, by name. */
export const teacherVariants = ['standard', 'margin', 'consistency'] as const;

/**
 * `'standard'`: the task loss. `'margin'`: and a margin at the teacher's own recourse points. `'consistency'`: and
 * agreement there with a second teacher that grows up beside it.
 */
export type TeacherVariant = (typeof teacherVariants)[number];
