import * as z from 'zod';
import { Outlet, Profile } from '../../lib/platform/organisation.ts';

/** The JSON Schemas by which an editor checks and completes an organisation's files, by file name. */
export const organisationSchemas = () => ({
  'profile.schema.json': z.toJSONSchema(Profile, { io: 'input' }),
  'outlets.schema.json': z.toJSONSchema(z.array(Outlet), { io: 'input' }),
});
