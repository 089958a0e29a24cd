import { z } from 'zod';
import { count } from './numbers.ts';

const share = z.number().nullable();

/** One group of an attribute. */
const auditedGroupSchema = z.strictObject({
  level: z.string().min(1),
  rows: count('people of the group'),
  denied: count('of them, those the teacher denies'),
  compared: z.boolean().describe('whether the group is large enough to take part in gaps'),
  approvalTeacher: share.describe('share of the group that the teacher approves'),
  approvalStudent: share.describe('share of the group that the student approves'),
  flips: share.describe('share of the group that the two decide about otherwise'),
  promised: count('people of the group with a promise at the lead margin'),
  broken: count('of them, those whose promise breaks'),
});

/** The largest difference of a number between two groups that are large enough. */
const groupGapSchema = z.strictObject({
  metric: z.enum(['drift', 'flips', 'vd']).describe('change of the approval rate, flips, broken promises'),
  value: share.describe('highest minus lowest; null where fewer than two groups can be compared'),
  lower: share,
  upper: share,
  highest: z
    .string()
    .nullable()
    .describe('the group with the highest value; null where groups do not differ'),
  lowest: z.string().nullable().describe('the group with the lowest value; likewise'),
  apart: z
    .boolean()
    .describe('whether these two groups differ beyond chance: the interval of their difference lies above 0'),
});

/** What the change means for the groups of one attribute. */
export const auditedAttributeSchema = z.strictObject({
  attribute: z.string().min(1),
  groups: z.array(auditedGroupSchema),
  gaps: z.array(groupGapSchema),
});

/** See {@link auditedGroupSchema}. */
export type AuditedGroup = z.infer<typeof auditedGroupSchema>;
/** See {@link groupGapSchema}. */
export type GroupGap = z.infer<typeof groupGapSchema>;
/** See {@link auditedAttributeSchema}. */
export type AuditedAttribute = z.infer<typeof auditedAttributeSchema>;
