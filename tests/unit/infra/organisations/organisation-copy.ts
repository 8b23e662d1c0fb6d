import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { loadOrganisation, OrganisationError, organisationsRoot } from '../../../../infra/build/organisation.ts';

/** A copy of the power company's folder, in a root of its own that lasts as long as the test. */
export interface OrganisationCopy {
  root: string;
  /** Replaces a passage that stands in a file; every edit must change something. */
  edit(file: string, from: string | RegExp, to: string): void;
  /** `/…/power/profile.yaml:12:9`, where the passage stands after all edits. */
  place(file: string, passage: string, inside?: string): string;
  /** The lines of the error that loading throws; none if it loads. */
  faults(): Promise<readonly string[]>;
}

const placeIn = (text: string, offset: number) => {
  const before = text.slice(0, offset).split('\n');
  return `${before.length}:${(before.at(-1) ?? '').length + 1}`;
};

/** Makes a copy to break. */
export const anOrganisationCopy = (): OrganisationCopy => {
  const root = mkdtempSync(path.join(tmpdir(), 'organisations-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  cpSync(path.join(organisationsRoot, 'power'), path.join(root, 'power'), { recursive: true });
  const fileOf = (name: string) => path.join(root, 'power', name);
  const textOf = (name: string) => readFileSync(fileOf(name), 'utf8');
  return {
    root,
    edit: (name, from, to) => {
      const text = textOf(name);
      const edited = text.replace(from, to);
      if (edited === text) throw new Error(`${name} has no ${from}`);
      writeFileSync(fileOf(name), edited);
    },
    place: (name, passage, inside = passage) => {
      const start = textOf(name).indexOf(inside);
      const offset = textOf(name).indexOf(passage, start);
      if (start < 0 || offset < 0) throw new Error(`${name} has no ${passage}`);
      return `${fileOf(name)}:${placeIn(textOf(name), offset)}`;
    },
    faults: async () => {
      try {
        await loadOrganisation('power', root);
        return [];
      } catch (error) {
        if (error instanceof OrganisationError) return error.faults;
        throw error;
      }
    },
  };
};
