import { maskPlate } from '../../backend/masks.ts';
import type { Binding } from '../../followers/binding.ts';
import type { Ports } from '../../guard/service.ts';
import {
  type Found,
  type ViolationList,
  type ViolationShown,
  type ViolationSubject,
  type ViolationTotals,
  violationSubjects,
} from './model.ts';

export type ViolationPorts = Pick<Ports, 'backend' | 'bindings' | 'pageUrl'>;

/** Most violations shown of one vehicle or licence. */
const mostViolations = 100;

const isSubject = (kind: string): kind is ViolationSubject => violationSubjects.some((one) => one === kind);

/** Counts, fines and points of what is still to be done; a violation that is given twice counts once. */
export const totalsOf = (violations: readonly ViolationShown[]): ViolationTotals => {
  const each = [...new Map(violations.map((violation) => [violation.violationNumber, violation])).values()];
  const open = each.filter(({ status }) => status === 'open');
  const unpaid = each.filter(({ status }) => status === 'decided');
  return {
    open: open.length,
    unpaid: unpaid.length,
    fineFen: [...open, ...unpaid].reduce((sum, { fineFen }) => sum + fineFen, 0),
    points: open.reduce((sum, { points }) => sum + points, 0),
  };
};

const shownOf = (violation: ViolationShown): ViolationShown =>
  violation.plate === undefined ? violation : { ...violation, plate: maskPlate(violation.plate) };

const licenceOf = async (
  { backend }: ViolationPorts,
  { kind, subject }: Binding,
): Promise<Pick<ViolationList, 'licence'>> => {
  if (kind !== 'driving-licence') return {};
  const [licence] = await backend.records('driving-licence', subject, { limit: 1 });
  return licence === undefined ? {} : { licence: { points: licence.points, pointsUntil: licence.pointsUntil } };
};

const listOf = async (ports: ViolationPorts, binding: Binding, kind: ViolationSubject): Promise<ViolationList> => {
  const [records, licence] = await Promise.all([
    ports.backend.records('violation', binding.subject, { limit: mostViolations }),
    licenceOf(ports, binding),
  ]);
  const violations = records.map(shownOf);
  return { kind, label: binding.label, shown: binding.shown, violations, totals: totalsOf(violations), ...licence };
};

/** The violations of every vehicle and licence that the follower has bound, in one look; undefined when none is bound. */
export const findViolations = async (ports: ViolationPorts, openid: string): Promise<Found | undefined> => {
  const bindings = await ports.bindings.list(openid);
  const lists = await Promise.all(
    bindings.flatMap((binding) => (isSubject(binding.kind) ? [listOf(ports, binding, binding.kind)] : [])),
  );
  if (lists.length === 0) return undefined;
  return { lists, totals: totalsOf(lists.flatMap(({ violations }) => violations)) };
};
