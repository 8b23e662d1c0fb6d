import type { Service } from '../guard/service.ts';
import { createAccount } from './account/index.ts';
import { createAccountData } from './account-data/index.ts';
import { createEmergencies } from './announcements/index.ts';
import { createApplications } from './applications/index.ts';
import { createBills } from './bills/index.ts';
import { createBinding } from './binding/index.ts';
import { createCards } from './cards/index.ts';
import { createClassrooms } from './classrooms/index.ts';
import { createDeposits } from './deposits/index.ts';
import { createFundAccount } from './fund-account/index.ts';
import { guide } from './guide/index.ts';
import { createIdentity } from './identity/index.ts';
import { createLoanCalculator } from './loan-calculator/index.ts';
import { createLoans } from './loans/index.ts';
import { createNoticeSettings } from './notice-settings/index.ts';
import { createOfficers } from './officers/index.ts';
import { createOutageQueries } from './outages/index.ts';
import { outlets } from './outlets/index.ts';
import { person } from './person/index.ts';
import type { ServicePorts } from './ports.ts';
import { createReadings } from './readings/index.ts';
import { createUtilities } from './utilities/index.ts';
import { createViolations } from './violations/index.ts';

/** Every service by its name, as topics name them. */
export const createServices = (ports: ServicePorts): ReadonlyMap<string, Service> => {
  const titleOf = (service: string): string | undefined => byName.get(service)?.title;
  const services: Service[] = [
    guide,
    outlets,
    person,
    createBinding(ports),
    createIdentity(ports),
    createAccount({ ...ports, titleOf }),
    ...createCards(ports),
    createClassrooms(ports),
    ...createAccountData(ports),
    createApplications(ports),
    createBills(ports),
    createDeposits(ports),
    createEmergencies(ports),
    createFundAccount(ports),
    createLoanCalculator(ports),
    createLoans(ports),
    createNoticeSettings(ports),
    createOutageQueries(ports),
    createOfficers(ports),
    createReadings(ports),
    createUtilities(ports),
    createViolations(ports),
  ];
  const byName = new Map(services.map((service) => [service.name, service]));
  return byName;
};
