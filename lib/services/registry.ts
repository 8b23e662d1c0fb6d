import type { Service } from '../guard/service.ts';
import { guide } from './guide/index.ts';
import { outlets } from './outlets/index.ts';
import { person } from './person/index.ts';

/** Every service by its name, as topics name them. */
export const createServices = (): ReadonlyMap<string, Service> =>
  new Map([guide, outlets, person].map((service) => [service.name, service]));
