import type { Method, MethodRole } from '@cfq/training';

const roles: Readonly<Record<MethodRole, number>> = { floor: 0, baseline: 1, paper: 2, ours: 3 };

/** Methods as tables show them: what nothing is done to, what people do today, the paper, ours; by name within. */
export function inOrderOfRoles(methods: Readonly<Record<string, Method>>): readonly Method[] {
  return Object.values(methods).sort(
    (one, other) => roles[one.role] - roles[other.role] || (one.name < other.name ? -1 : 1),
  );
}
