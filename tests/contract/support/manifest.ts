import { localDefaults, localSettings, portsFrom } from '../../../infra/local/defaults.ts';
import { compileTemplate, type TemplateResource } from '../../../infra/local/template.ts';

/** A resource with its logical id. */
export interface Declared extends TemplateResource {
  id: string;
}

/** What the manifest declares of one type, from the compiled template. */
export type Manifest = (type: string) => Declared[];

/** The manifest, compiled as for the local stack. */
export const readManifest = async (): Promise<Manifest> => {
  const template = await compileTemplate(localSettings(localDefaults, portsFrom(3000)));
  const all = Object.entries(template.Resources).map(([id, resource]) => ({ id, ...resource }));
  return (type) => all.filter((resource) => resource.Type === type);
};

interface Statement {
  Action: string | string[];
  Resource: unknown;
  Condition?: Record<string, Record<string, string[]>>;
}

const listed = (value: string | string[]): string[] => (Array.isArray(value) ? value : [value]);

/** Statements of a role's own policies. */
export const statementsOf = ({ Properties }: Declared): Statement[] =>
  (Properties['Policies'] as { PolicyDocument: { Statement: Statement[] } }[]).flatMap(
    ({ PolicyDocument }) => PolicyDocument.Statement,
  );

const kindOfIndex: Record<string, string> = {
  'erasure-due': 'index erasureDue',
  'area#*': 'index area',
  'following#*': 'index following',
  'group-invitations#*': 'index groupInvitations',
  'notices#*': 'index notices',
  'outages#*': 'index outages',
  'reminders#*': 'index reminders',
  staff: 'index staff',
};

/** What a statement allows, in the words of `needsOf`: actions, and the partitions to which they are confined. */
export const grantsIn = ({ Action, Resource, Condition = {} }: Statement): string[] => {
  const partitions = Object.values(Condition).flatMap((clause) => clause['dynamodb:LeadingKeys'] ?? []);
  const isIndex = JSON.stringify(Resource).includes('/index/');
  return [
    ...listed(Action),
    ...partitions.map((partition) => (isIndex ? (kindOfIndex[partition] ?? partition) : partition)),
  ];
};

/** Logical id inside `{ Ref }` or `{ Fn::GetAtt }`. */
export const idIn = (value: unknown): string => {
  const { Ref, 'Fn::GetAtt': attribute } = value as { Ref?: string; 'Fn::GetAtt'?: string[] };
  return Ref ?? attribute?.[0] ?? '';
};
