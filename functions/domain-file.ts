import { createDomainFile } from '../lib/doors/domain-file.ts';
import { readSettings } from '../lib/platform/config.ts';

const settings = readSettings(process.env, 'DOMAIN_VERIFICATION');

/** `GET /MP_verify_….txt` */
export const handler = createDomainFile(settings.DOMAIN_VERIFICATION);
